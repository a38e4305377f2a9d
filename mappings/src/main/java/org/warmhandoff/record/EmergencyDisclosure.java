package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody of the program declares that this is a bona fide medical emergency in which consent
 * cannot be had, so that medical personnel may be told (<a
 * href="https://www.ecfr.gov/current/title-42/section-2.51">42 CFR 2.51</a>).
 *
 * @param nature of the emergency
 * @param canBeAsked whether the participant can be asked now; then an exclusion of theirs holds
 * @param withdrawnAt when it was taken back, if it was
 */
public record EmergencyDisclosure(
    Staff declaredBy,
    Instant declaredAt,
    String nature,
    WhyNoConsent whyNoConsent,
    Optional<Boolean> canBeAsked,
    Optional<Instant> withdrawnAt) {

  /** What was withdrawn by a clock that is ahead is withdrawn. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  /** Why consent cannot be had. */
  public enum WhyNoConsent {
    UNCONSCIOUS_OR_INCAPACITATED,
    CANNOT_BE_REACHED,
    NO_TIME_TO_ASK
  }

  public EmergencyDisclosure {
    requireNonNull(declaredBy);
    requireNonNull(declaredAt);
    requireNonNull(nature);
    requireNonNull(whyNoConsent);
    requireNonNull(canBeAsked);
    requireNonNull(withdrawnAt);
  }

  /** Whether it is declared at that time, and not withdrawn. */
  public boolean holds(Instant at) {
    return !declaredAt.isAfter(at)
        && withdrawnAt.filter(end -> !end.isAfter(at.plus(CLOCKS_APART))).isEmpty();
  }
}
