package org.warmhandoff.followup;

import java.time.Duration;
import java.time.Instant;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.Referral;

/** Until when somebody should have answered a referral. */
final class ReplyTime {

  private ReplyTime() {}

  /**
   * As the program says; where it does not, or that was over when the partner got it, by how urgent
   * it is.
   */
  static Instant of(Referral referral, Instant arrived) {
    return referral
        .replyBy()
        .filter(arrived::isBefore)
        .orElseGet(() -> arrived.plus(patience(referral.priority())));
  }

  private static Duration patience(Priority priority) {
    return switch (priority) {
      case EMERGENCY -> Duration.ofMinutes(15);
      case URGENT -> Duration.ofHours(4);
      case ROUTINE -> Duration.ofDays(3);
    };
  }
}
