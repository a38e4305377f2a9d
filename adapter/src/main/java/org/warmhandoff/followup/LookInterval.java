package org.warmhandoff.followup;

import java.time.Duration;
import java.util.Optional;
import org.warmhandoff.config.Config.Patience;
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

  private final Patience shortest;

  /**
   * Pauses of which none is shorter.
   *
   * @param shortest while there is news
   */
  LookInterval(Patience shortest) {
    this.shortest = shortest;
  }

  /** The pause after a look at one of which nothing new was heard for so long. */
  Duration of(Priority priority, Duration quiet) {
    var least = shortest.of(priority);
    var slower = quiet.dividedBy(QUIETER);
    var pause = slower.compareTo(LONGEST) > 0 ? LONGEST : slower;
    return pause.compareTo(least) > 0 ? pause : least;
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
}
