package org.warmhandoff.partner.write;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How late a write may still be carried out at a partner, or be shown there.
 *
 * @param doubt how long what it says that it has made may take to be shown there
 */
public record LateWriteWindow(Duration doubt, Clock clock) {

  public LateWriteWindow {
    requireNonNull(doubt);
    requireNonNull(clock);
  }

  /** Whether what was made then may be shown yet. */
  boolean mayStillShow(Instant since) {
    return clock.instant().isBefore(since.plus(doubt));
  }

  /** How long it is until then; empty where that is over. */
  Optional<Duration> left(Instant until) {
    return Optional.of(Duration.between(clock.instant(), until))
        .filter(left -> !left.isNegative() && !left.isZero());
  }
}
