package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.Reconciling;

/** Compares what every partner holds with what it should, in a thread of its own for each. */
public final class ReconcileRoute extends RouteBuilder {

  private final Reconciling reconciling;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * Reconciles with these partners.
   *
   * @param every how often to look for whose turn it is
   */
  public ReconcileRoute(Reconciling reconciling, List<Partner> partners, Duration every) {
    this.reconciling = reconciling;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::reconcile);
  }

  private void reconcile(Partner partner) {
    from(timer("reconcile-" + partner.name()).period(every.toMillis()))
        .routeId("reconcile-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> reconciling.due(partner.name())))
        .id("whose-turn-to-be-reconciled:" + partner.name())
        .split(body())
        .process(step(HeldByPartner.class, partner::compare))
        .id("compare-with-what-is-there:" + partner.name())
        .process(last(HoldingsAnswer.class, reconciling::keep))
        .id("keep-what-is-found:" + partner.name());
  }
}
