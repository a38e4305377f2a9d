package org.warmhandoff.operate;

import java.util.Comparator;
import java.util.List;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.store.JdbcStates;

/** How each configured partner stands. */
public final class PartnerStandings {

  private final List<PartnerConfig> partners;
  private final PartnerStates states;
  private final JdbcStates counts;
  private final Refusals refusals;

  /** Of these partners. */
  public PartnerStandings(
      List<PartnerConfig> partners, PartnerStates states, JdbcStates counts, Refusals refusals) {
    this.partners = List.copyOf(partners);
    this.states = states;
    this.counts = counts;
    this.refusals = refusals;
  }

  /** All of them, in the order of the configuration. */
  public List<PartnerStanding> all() {
    return partners.stream().map(this::of).toList();
  }

  private PartnerStanding of(PartnerConfig partner) {
    return new PartnerStanding(
        partner,
        states.of(partner.name()),
        counts.count(partner.name(), DeliveryState.WAITING),
        refusals.of(partner.name()).stream()
            .sorted(Comparator.comparing(Refusal::type).thenComparing(Refusal::interaction))
            .toList());
  }
}
