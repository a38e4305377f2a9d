package org.warmhandoff.drill;

import static java.util.stream.Collectors.joining;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.drill.DrillRow.DrillVerdict;
import org.warmhandoff.drill.DrillStep.DrillOutcome;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.DrillIds;

/** What a person should see of drills, by ids only. */
public final class DrillConcerns {

  private static final Set<DrillOutcome> BAD =
      EnumSet.of(DrillOutcome.MISSED, DrillOutcome.FAILED, DrillOutcome.UNMARKED);

  private final JdbcAttention attention;

  /** Tells of them there. */
  public DrillConcerns(JdbcAttention attention) {
    this.attention = attention;
  }

  /**
   * Whoever asked for it reads how it ended; of a scheduled one nobody would. Of what does not say
   * that it is a test, and of what ended because its partner is gone, everybody should know.
   */
  void ended(
      DrillRow drill,
      DrillVerdict verdict,
      List<DrillStep> steps,
      List<DrillStep> left,
      boolean isGone) {
    if (verdict.isGood()) {
      close(drill.partner(), AttentionReason.DRILL_MISSED, "drill " + drill.id() + " went well");
    } else if (isGone) {
      open(drill, AttentionReason.DRILL_MISSED, gone(drill, left));
    } else if (drill.scheduled().isPresent() || verdict == DrillVerdict.UNMARKED) {
      open(drill, AttentionReason.DRILL_MISSED, missed(drill, verdict, steps));
    }
    if (left.isEmpty()) {
      cleanedUp(drill);
    } else {
      attention.open(concern(drill, left));
    }
  }

  private static String gone(DrillRow drill, List<DrillStep> left) {
    return drill.partner()
        + " left the configuration in the middle of it: configure it again and drill it, or "
        + (left.isEmpty()
            ? "close this; nothing of it stands there"
            : "have it end what stands there, and close this");
  }

  private static String missed(DrillRow drill, DrillVerdict verdict, List<DrillStep> steps) {
    var how =
        steps.stream()
            .filter(step -> BAD.contains(step.outcome()))
            .map(step -> step.part().word() + " " + step.outcome().word())
            .collect(joining(", "));
    return verdict == DrillVerdict.UNMARKED
        ? how + ": nothing there says that it is a test, so tell " + drill.partner()
        : how;
  }

  /** Nothing of it stands there any more. What a person has closed before stays closed. */
  void cleanedUp(DrillRow drill) {
    attention.close(subject(drill), "drill " + drill.id() + " is cleaned up");
  }

  /** What stands there still, or may. */
  private static Concern concern(DrillRow drill, List<DrillStep> left) {
    var note =
        left.stream()
            .map(
                step ->
                    step.recordId() + step.remote().map(there -> " stands at " + there).orElse(""))
            .collect(joining(", "));
    var whole = concern(drill, AttentionReason.DRILL_LEFT, note);
    return new Concern(
        subject(drill),
        whole.reason(),
        whole.note(),
        whole.partner(),
        whole.participant(),
        whole.delivery(),
        whole.record(),
        whole.priority(),
        whole.patience());
  }

  /** One for each drill: what one has left the next does not take back. */
  private static String subject(DrillRow drill) {
    return "drill/" + drill.id();
  }

  private void open(DrillRow drill, AttentionReason reason, String note) {
    attention.open(concern(drill, reason, note));
  }

  private static Concern concern(DrillRow drill, AttentionReason reason, String note) {
    return Concern.of(reason, note + "; drill show " + drill.id())
        .partner(drill.partner())
        .concerning(Optional.of(DrillIds.participant(drill.partner())));
  }

  private void close(String partner, AttentionReason reason, String why) {
    attention.close(Concern.partner(partner, reason), why);
  }
}
