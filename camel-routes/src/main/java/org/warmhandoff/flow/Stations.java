package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.direct;
import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.seda;
import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;

import java.time.Duration;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.endpoint.dsl.DirectEndpointBuilderFactory.DirectEndpointBuilder;
import org.apache.camel.builder.endpoint.dsl.SedaEndpointBuilderFactory.SedaEndpointBuilder;
import org.apache.camel.builder.endpoint.dsl.TimerEndpointBuilderFactory.TimerEndpointBuilder;
import org.warmhandoff.flow.port.Partner;

/**
 * The stops of the line, in travelling order. Read this first, then {@link InboxRoute}, {@link
 * IntakeRoute}, {@link ShareRoute}, {@link DeliverRoute}, {@link SyncBackRoute}; {@link AskRoute}
 * goes beside.
 */
public final class Stations {

  /** A submission comes in here and its answer goes back: {@code Submission -> IntakeAnswer}. */
  public static final DirectEndpointBuilder INTAKE = direct("intake");

  /** A stored record goes on from here: {@code Stored -> planned}. */
  public static final DirectEndpointBuilder SHARE = direct("share");

  private Stations() {}

  /** Looks for due deliveries even where nobody called. */
  static TimerEndpointBuilder poll(Partner partner, Duration every) {
    return timer("poll-" + partner.name()).period(every.toMillis());
  }

  /** Wakes up the partner's lanes: something may be due. One call waiting is enough. */
  public static EndpointProducerBuilder wakeUp(String partner) {
    return wakeUps(partner).advanced().discardWhenFull(true);
  }

  /** Where they are woken up. */
  static SedaEndpointBuilder wakeUps(String partner) {
    return seda("wake-up-" + partner).size(1);
  }

  /**
   * A claimed delivery waits here for one of the partner's worker threads: {@code Delivery ->
   * settled}.
   */
  static SedaEndpointBuilder deliver(Partner partner) {
    return seda("deliver-" + partner.name());
  }
}
