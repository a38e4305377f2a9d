package org.warmhandoff.followup;

import java.time.Duration;
import org.warmhandoff.record.Priority;

/** How often partners are asked of a referral: the more urgent it is, and the newer its news. */
final class LookInterval {

  private static final Duration LONGEST = Duration.ofHours(6);

  /** As long as nothing changes it is waited for a twentieth of the time since it did. */
  private static final int QUIETER = 20;

  private LookInterval() {}

  /** The pause after a look at one of which nothing new was heard for so long. */
  static Duration of(Priority priority, Duration quiet) {
    var shortest = shortest(priority);
    var slower = quiet.dividedBy(QUIETER);
    var pause = slower.compareTo(LONGEST) > 0 ? LONGEST : slower;
    return pause.compareTo(shortest) > 0 ? pause : shortest;
  }

  private static Duration shortest(Priority priority) {
    return switch (priority) {
      case EMERGENCY -> Duration.ofSeconds(30);
      case URGENT -> Duration.ofMinutes(5);
      case ROUTINE -> Duration.ofHours(1);
    };
  }
}
