package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;

/** Asks every partner, in a thread of its own, for events that its subscriptions left out. */
public final class EventGapsRoute extends RouteBuilder {

  private final EventGaps gaps;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * Asks these partners.
   *
   * @param every how often to look for events that are missing
   */
  public EventGapsRoute(EventGaps gaps, List<Partner> partners, Duration every) {
    this.gaps = gaps;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::recover);
  }

  private void recover(Partner partner) {
    from(timer("events-" + partner.name()).period(every.toMillis()))
        .routeId("events-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> gaps.missing(partner.name())))
        .id("which-events-are-missing:" + partner.name())
        .split(body())
        .process(step(EventGap.class, partner::events))
        .id("ask-for-them:" + partner.name())
        .process(last(EventGapAnswer.class, gaps::keep))
        .id("look-at-what-they-name:" + partner.name());
  }
}
