package org.warmhandoff.address;

import java.util.List;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.ProgramRecord;

/** Records of which no partner hears anything: somebody is told, if it lasts. */
public final class AddressingConcerns {

  private static final int MOST_NAMED = 3;

  private final JdbcAttention attention;
  private final Patience patience;

  /** Tells here, after these times. */
  public AddressingConcerns(JdbcAttention attention, Patience patience) {
    this.attention = attention;
    this.patience = patience;
  }

  void participantNeverCame(ProgramRecord record) {
    raise(record, AttentionReason.UNKNOWN_PARTICIPANT, "its participant's record has not come");
  }

  void nobodyTakesIt(ProgramRecord record) {
    raise(
        record,
        AttentionReason.NOT_ADDRESSED,
        "no partner of the care network or the place takes it");
  }

  /** What says only that something is over is for those who have it. */
  private void raise(ProgramRecord record, AttentionReason reason, String note) {
    if (record.onlyForHolders()) {
      addressed(record);
      return;
    }
    attention.open(Concern.ofRecord(record, reason, note).after(patience.of(record.priority())));
  }

  /** It goes to somebody, or need not go to anybody any more. */
  void addressed(ProgramRecord record) {
    attention.close(Concern.addressing(record.key()), "addressed");
  }

  /** More than one plan in force, of which none says that it takes the place of the others. */
  void severalPlans(String participant, List<String> plans) {
    attention.open(
        Concern.ofParticipant(
                participant,
                AttentionReason.SEVERAL_PLANS,
                "in force side by side, the newest first: "
                    + String.join(", ", plans.subList(0, Math.min(plans.size(), MOST_NAMED)))
                    + (plans.size() > MOST_NAMED ? " and more" : "")
                    + "; let one say that it replaces the other, or withdraw one")
            .after(patience.urgent()));
  }

  void onePlan(String participant) {
    attention.close(
        Concern.participant(participant, AttentionReason.SEVERAL_PLANS), "one plan is in force");
  }
}
