package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.message.DrillTurn;
import org.warmhandoff.flow.port.Drills;
import org.warmhandoff.flow.port.Partner;

/**
 * Drills go on, in a thread of their own for each partner. What they send takes the way of every
 * record, from {@link IntakeRoute} on. Of a partner that left the configuration they end.
 */
public final class DrillRoute extends RouteBuilder {

  private static final String WITHOUT_PARTNER = "end-drills";

  private final Drills drills;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * Drills these partners.
   *
   * @param every how often to look for whose turn it is
   */
  public DrillRoute(Drills drills, List<Partner> partners, Duration every) {
    this.drills = drills;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::drill);
    endThoseWithoutPartner();
  }

  private void endThoseWithoutPartner() {
    from(timer(WITHOUT_PARTNER).period(every.toMillis()))
        .routeId(WITHOUT_PARTNER)
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(drills::withoutPartner))
        .id("whose-partner-is-gone")
        .split(body())
        .process(last(DrillTurn.class, drills::goOn))
        .id("end-the-drill");
  }

  private void drill(Partner partner) {
    from(timer("drill-" + partner.name()).period(every.toMillis()))
        .routeId("drill-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> drills.due(partner.name())))
        .id("whose-turn-to-be-drilled:" + partner.name())
        .split(body())
        .process(last(DrillTurn.class, drills::goOn))
        .id("go-on-with-the-drill:" + partner.name());
  }
}
