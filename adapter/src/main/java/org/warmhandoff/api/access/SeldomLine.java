package org.warmhandoff.api.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A line of the log that whoever calls can cause: two a minute at most, each with how often it
 * happened, so that nobody fills a disk by failing.
 */
public final class SeldomLine {

  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final Clock clock;
  private int times;
  private Instant last = Instant.MIN;

  /** None so far. */
  public SeldomLine(Clock clock) {
    this.clock = clock;
  }

  /** It happened once more: how often since the last line where one is due; else empty. */
  public synchronized OptionalInt due() {
    times++;
    var now = clock.instant();
    var isPutBack = last.isAfter(now);
    if (!last.plus(BETWEEN).isBefore(now) && !isPutBack) {
      return OptionalInt.empty();
    }
    var since = times;
    times = 0;
    last = now;
    return OptionalInt.of(since);
  }
}
