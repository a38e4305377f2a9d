package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Who may be told what of a participant, for what purpose, and for how long.
 *
 * @param to last day on which it holds; empty: until revoked
 */
public record Consent(
    String id,
    Recipient recipient,
    Set<Sensitivity> scope,
    Purpose purpose,
    LocalDate from,
    Optional<LocalDate> to,
    Instant givenAt,
    Optional<Instant> revokedAt,
    Signature signed) {

  /** What the recipient may use it for. */
  public enum Purpose {
    TREATMENT,
    /** As 42 CFR 2.31(a)(5)(iii) and 45 CFR 164.501 have it. */
    TREATMENT_PAYMENT_OPERATIONS,
    CARE_COORDINATION,
    EMERGENCY
  }

  /** How the participant signed. */
  public enum Signature {
    ELECTRONIC,
    PAPER,
    VERBAL
  }

  /**
   * Who may be told: exactly one of the three.
   *
   * @param partner a partner's name in the configuration
   * @param role every partner of that role
   * @param contact an emergency contact's id
   */
  public record Recipient(
      Optional<String> partner, Optional<PartnerRole> role, Optional<String> contact) {

    public Recipient {
      requireNonNull(partner);
      requireNonNull(role);
      requireNonNull(contact);
    }
  }

  /** Whether it holds at that time, by the calendar of that zone. */
  public boolean isInForce(Instant at, ZoneId zone) {
    var day = LocalDate.ofInstant(at, zone);
    return !givenAt.isAfter(at)
        && revokedAt.filter(revoked -> !revoked.isAfter(at)).isEmpty()
        && !from.isAfter(day)
        && to.filter(day::isAfter).isEmpty();
  }

  public Consent {
    requireNonNull(id);
    requireNonNull(recipient);
    scope = Set.copyOf(scope);
    requireNonNull(purpose);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(givenAt);
    requireNonNull(revokedAt);
    requireNonNull(signed);
  }
}
