package org.warmhandoff.api.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.server.RecentlyUsed;

/**
 * How often somebody failed to be let in, and how long they should therefore wait: nothing at
 * first, then longer with each failure. Kept in this process alone.
 */
public final class RepeatedFailures {

  private static final int MOST_DOUBLINGS = 20;

  private record Failures(int count, Instant last) {}

  /**
   * When they count for how much.
   *
   * @param free so many cost no wait
   * @param doubledEach the wait, a second at first, is doubled with each so many beyond those
   * @param longest the wait that is never exceeded
   * @param forgottenAfter a time without one
   */
  public record Limits(int free, int doubledEach, Duration longest, Duration forgottenAfter) {}

  private final Clock clock;
  private final Limits limits;
  private final Map<String, Failures> byKey = new RecentlyUsed<>();

  /** None so far. */
  public RepeatedFailures(Clock clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /** One more of that key. */
  public synchronized void count(String key) {
    var now = clock.instant();
    byKey.merge(
        key, new Failures(1, now), (before, first) -> new Failures(current(before) + 1, now));
  }

  private int current(Failures before) {
    return before.last().plus(limits.forgottenAfter()).isAfter(clock.instant())
        ? before.count()
        : 0;
  }

  /** How long that key has still to wait; empty where it has not to. */
  public synchronized Optional<Duration> left(String key) {
    var failures = byKey.computeIfPresent(key, (same, before) -> notAhead(before));
    if (failures == null || current(failures) <= limits.free()) {
      return Optional.empty();
    }
    var until = failures.last().plus(pause(failures.count() - limits.free()));
    return Optional.of(Duration.between(clock.instant(), until))
        .filter(left -> !left.isNegative() && !left.isZero());
  }

  /** Where the clock was put back nobody waits for what it showed. */
  private Failures notAhead(Failures failures) {
    var now = clock.instant();
    return failures.last().isAfter(now) ? new Failures(failures.count(), now) : failures;
  }

  private Duration pause(int beyond) {
    var pause =
        Duration.ofSeconds(1L << Math.min(MOST_DOUBLINGS, (beyond - 1) / limits.doubledEach()));
    return pause.compareTo(limits.longest()) < 0 ? pause : limits.longest();
  }

  /** The last one of that key was none. */
  public synchronized void takeBack(String key) {
    byKey.computeIfPresent(
        key,
        (same, before) ->
            before.count() > 1 ? new Failures(before.count() - 1, before.last()) : null);
  }

  /** Those of that key do not count any more. */
  public synchronized void forget(String key) {
    byKey.remove(key);
  }
}
