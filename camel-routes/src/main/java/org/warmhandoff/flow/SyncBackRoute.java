package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.port.FollowUp;
import org.warmhandoff.flow.port.Partner;

/** The way back: asks every partner, in a thread of its own, what became of its referrals. */
public final class SyncBackRoute extends RouteBuilder {

  private final FollowUp followUp;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * The way back from these partners.
   *
   * @param every how often to look for referrals whose turn it is
   */
  public SyncBackRoute(FollowUp followUp, List<Partner> partners, Duration every) {
    this.followUp = followUp;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::back);
  }

  private void back(Partner partner) {
    from(timer("sync-back-" + partner.name()).period(every.toMillis()))
        .routeId("sync-back-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> followUp.due(partner.name())))
        .id("whose-turn-it-is:" + partner.name())
        .split(body())
        .process(step(FollowedReferral.class, partner::hear))
        .id("ask-what-became-of-it:" + partner.name())
        .process(last(ReferralAnswer.class, followUp::keep))
        .id("keep-what-is-told:" + partner.name());
  }
}
