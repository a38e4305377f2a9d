package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.operate.PartnerStanding;
import org.warmhandoff.operate.PartnerStandings;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Words;

/** How each partner stands. */
@RestController
public final class PartnersController {

  private final PartnerStandings standings;

  /** Says how these stand. */
  public PartnersController(PartnerStandings standings) {
    this.standings = standings;
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
      List<Refusal> refused) {

    private static PartnerState of(PartnerStanding standing) {
      var partner = standing.partner();
      var availability = standing.availability();
      return new PartnerState(
          partner.name(),
          words(partner.roles()),
          partner.conduct().persona(),
          standing.waiting(),
          availability.downSince().orElse(null),
          availability.probeAt().orElse(null),
          availability.heldUntil().orElse(null),
          standing.refused());
    }
  }

  /** All partners, in the order of the configuration. */
  @GetMapping("/api/v1/partners")
  List<PartnerState> all() {
    return standings.all().stream().map(PartnerState::of).toList();
  }

  private static List<String> words(Set<PartnerRole> roles) {
    return roles.stream().sorted().map(Words::word).toList();
  }
}
