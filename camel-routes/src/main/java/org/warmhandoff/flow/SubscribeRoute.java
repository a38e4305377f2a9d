package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.Subscriptions;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionTurn;

/** Looks after our subscriptions at every partner: made, renewed, repaired, taken away. */
public final class SubscribeRoute extends RouteBuilder {

  private final Subscriptions subscriptions;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * A route to these partners.
   *
   * @param every how often to look for subscriptions whose turn it is
   */
  public SubscribeRoute(Subscriptions subscriptions, List<Partner> partners, Duration every) {
    this.subscriptions = subscriptions;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::subscribe);
  }

  private void subscribe(Partner partner) {
    from(timer("subscribe-" + partner.name()).period(every.toMillis()))
        .routeId("subscribe-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> subscriptions.due(partner.name())))
        .id("which-subscription-is-due:" + partner.name())
        .split(body())
        .process(step(SubscriptionTurn.class, partner::subscribe))
        .id("look-after-it:" + partner.name())
        .process(last(SubscriptionAnswer.class, subscriptions::keep))
        .id("keep-how-it-stands:" + partner.name());
  }
}
