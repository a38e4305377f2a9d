package org.warmhandoff.followup;

import java.time.Duration;
import java.util.Optional;
import org.warmhandoff.record.Priority;

/** How often partners are asked of a referral: the more urgent it is, and the newer its news. */
final class LookInterval {

  private static final Duration LONGEST = Duration.ofHours(6);

  private static final Duration DAILY = Duration.ofDays(1);
  private static final Duration SETTLED = Duration.ofDays(7);

  /** As long as nothing changes it is waited for a twentieth of the time since it did. */
  private static final int QUIETER = 20;

  /** So many looks become one where a subscription works. */
  private static final int SPARED = 4;

  private LookInterval() {}

  /** The pause after a look at one of which nothing new was heard for so long. */
  static Duration of(Priority priority, Duration quiet) {
    var shortest = shortest(priority);
    var slower = quiet.dividedBy(QUIETER);
    var pause = slower.compareTo(LONGEST) > 0 ? LONGEST : slower;
    return pause.compareTo(shortest) > 0 ? pause : shortest;
  }

  /** The pause where the partner tells what changes: then the poll is the net under it. */
  static Duration besideSubscription(Duration alone) {
    var slower = alone.multipliedBy(SPARED);
    return slower.compareTo(LONGEST) > 0 ? LONGEST : slower;
  }

  /**
   * The pause where it has been over for so long: somebody may open again what was over. Empty once
   * nobody does that any more.
   */
  static Optional<Duration> afterwards(Duration over) {
    return over.compareTo(SETTLED) < 0 ? Optional.of(DAILY) : Optional.empty();
  }

  private static Duration shortest(Priority priority) {
    return switch (priority) {
      case EMERGENCY -> Duration.ofSeconds(30);
      case URGENT -> Duration.ofMinutes(5);
      case ROUTINE -> Duration.ofHours(1);
    };
  }
}
