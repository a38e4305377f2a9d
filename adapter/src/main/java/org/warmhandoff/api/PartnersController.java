package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.JdbcStates;

/** How each partner stands. */
@RestController
public final class PartnersController {

  private final List<PartnerConfig> partners;
  private final PartnerStates states;
  private final JdbcStates counts;
  private final Refusals refusals;

  /** A controller that answers from these tables. */
  public PartnersController(
      List<PartnerConfig> partners, PartnerStates states, JdbcStates counts, Refusals refusals) {
    this.partners = List.copyOf(partners);
    this.states = states;
    this.counts = counts;
    this.refusals = refusals;
  }

  /** A partner: whether it is down or wants to be left alone, and what waits for it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PartnerState(
      String name,
      List<String> roles,
      String persona,
      long waiting,
      Instant downSince,
      Instant probeAt,
      Instant heldUntil,
      List<Refusal> refused) {}

  /** All partners, in the order of the configuration. */
  @GetMapping("/api/v1/partners")
  List<PartnerState> all() {
    return partners.stream().map(this::standing).toList();
  }

  private PartnerState standing(PartnerConfig partner) {
    var state = states.of(partner.name());
    return new PartnerState(
        partner.name(),
        words(partner.roles()),
        partner.conduct().persona(),
        counts.count(partner.name(), DeliveryState.WAITING),
        state.downSince().orElse(null),
        state.probeAt().orElse(null),
        state.heldUntil().orElse(null),
        refusals.of(partner.name()).stream()
            .sorted(Comparator.comparing(Refusal::type).thenComparing(Refusal::interaction))
            .toList());
  }

  private static List<String> words(Set<PartnerRole> roles) {
    return roles.stream().sorted().map(Words::word).toList();
  }
}
