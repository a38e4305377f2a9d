package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody of the program believes in good faith that telling these partners is necessary to lessen
 * a serious and imminent threat, and that they can (<a
 * href="https://www.ecfr.gov/current/title-45/section-164.512">45 CFR 164.512(j)</a>). Never of
 * substance use: 42 CFR Part 2 has no such exception.
 *
 * @param threat what threatens whom
 * @param partners who can lessen it, by their names in the configuration
 * @param withdrawnAt when it was taken back, if it was
 */
public record ThreatDisclosure(
    Staff declaredBy,
    Instant declaredAt,
    String threat,
    Set<String> partners,
    Optional<Instant> withdrawnAt) {

  /** What was withdrawn by a clock that is ahead is withdrawn. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  public ThreatDisclosure {
    requireNonNull(declaredBy);
    requireNonNull(declaredAt);
    requireNonNull(threat);
    partners = Set.copyOf(partners);
    requireNonNull(withdrawnAt);
  }

  /** Whether it is declared at that time, and not withdrawn. */
  public boolean holds(Instant at) {
    return !declaredAt.isAfter(at)
        && withdrawnAt.filter(end -> !end.isAfter(at.plus(CLOCKS_APART))).isEmpty();
  }
}
