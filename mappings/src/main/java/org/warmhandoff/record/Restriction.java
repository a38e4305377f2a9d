package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the program has agreed with the participant not to disclose, whatever consents say (<a
 * href="https://www.ecfr.gov/current/title-45/section-164.522">45 CFR 164.522</a>, 42 CFR 2.26).
 *
 * @param partner to whom, by its name in the configuration; empty: to nobody
 * @param scope of what
 */
public record Restriction(
    String id,
    Optional<String> partner,
    Set<Sensitivity> scope,
    Instant agreedAt,
    Optional<Instant> endedAt) {

  public Restriction {
    requireNonNull(id);
    requireNonNull(partner);
    scope = Set.copyOf(scope);
    requireNonNull(agreedAt);
    requireNonNull(endedAt);
  }

  /** Whether it holds at that time. */
  public boolean holds(Instant at) {
    return !agreedAt.isAfter(at) && endedAt.filter(end -> !end.isAfter(at)).isEmpty();
  }
}
