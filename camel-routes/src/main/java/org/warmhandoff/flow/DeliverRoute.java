package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.onward;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.Stations.deliver;
import static org.warmhandoff.flow.Stations.poll;
import static org.warmhandoff.flow.Stations.wakeUp;
import static org.warmhandoff.flow.Stations.wakeUps;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Opening;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.flow.port.Partner;

/**
 * Due deliveries in, settled ones out. Every partner has its own worker threads, so none waits for
 * another.
 */
public final class DeliverRoute extends RouteBuilder {

  private static final Duration HOURLY = Duration.ofHours(1);

  private final Outbox outbox;
  private final Opening opening;
  private final ConsentGate consent;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * The way out to the partners.
   *
   * @param every how often to look for due deliveries where nobody called
   */
  public DeliverRoute(
      Outbox outbox, Opening opening, ConsentGate consent, List<Partner> partners, Duration every) {
    this.outbox = outbox;
    this.opening = opening;
    this.consent = consent;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::lanes);
  }

  private void lanes(Partner partner) {
    from(poll(partner, every))
        .routeId("poll-" + partner.name())
        .to(wakeUp(partner.name()))
        .id(at("wake-up", partner));

    from(timer("mend-" + partner.name()).delay(0).period(HOURLY.toMillis()))
        .routeId("mend-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> mended(partner)))
        .id(at("mend-lanes", partner))
        .to(wakeUp(partner.name()))
        .id(at("wake-up-mended", partner));

    from(wakeUps(partner.name()))
        .routeId("claim-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> outbox.claimDue(partner.name())))
        .id(at("claim", partner))
        .split(body())
        .to(deliver(partner))
        .id(at("to-hands", partner));

    from(deliver(partner).concurrentConsumers(partner.parallel()))
        .routeId("deliver-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(step(Delivery.class, opening::open))
        .id(at("open", partner))
        .process(onward(Opened.class, consent::again))
        .id(at("consent-again", partner))
        .process(onward(Decided.class, partner::match))
        .id(at("match", partner))
        .process(onward(Matched.class, partner::write))
        .id(at("map-fit-write", partner))
        .process(last(AttemptResult.class, outbox::settle))
        .id(at("settle", partner))
        .to(wakeUp(partner.name()))
        .id(at("wake-up-again", partner));
  }

  private String mended(Partner partner) {
    outbox.mend(partner.name());
    return partner.name();
  }

  /** Step ids are unique in a context, and every partner has the same steps. */
  private static String at(String step, Partner partner) {
    return step + ":" + partner.name();
  }
}
