package org.warmhandoff.fhir;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.fhir.reading.FromFhir;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Words;

/**
 * What becomes of the Task by which a partner was asked, once the program does not ask any more.
 * The requester may cancel it as long as nobody has taken it; from then on its status is the
 * recipient's alone. Everything else in it stays as the partner has it.
 */
public final class ReferralWithdrawal {

  private ReferralWithdrawal() {}

  /** What that Task is found by; empty where the program asks still, or never did. */
  public static Optional<Identifier> asked(ProgramRecord record, Program program) {
    return Optional.of(record)
        .filter(Referral.class::isInstance)
        .map(Referral.class::cast)
        .filter(referral -> referral.state() != Referral.State.REQUESTED)
        .map(referral -> program.identifier("referral-task", referral.id()));
  }

  /** How far the work has come, as the Task says; what it does not say is not known. */
  public static Work work(Task there) {
    var status = Optional.ofNullable(there.getStatus()).orElse(TaskStatus.NULL);
    return switch (status) {
      case DRAFT, REQUESTED -> Work.OPEN;
      case RECEIVED, ACCEPTED, READY, INPROGRESS, ONHOLD -> Work.TAKEN;
      case REJECTED, CANCELLED, FAILED, COMPLETED, ENTEREDINERROR -> Work.OVER;
      case NULL -> Work.NOT_KNOWN;
    };
  }

  /** The Task that is there, withdrawn; empty where somebody has taken it, or it is over. */
  public static Optional<Task> withdrawn(Task there, Referral by) {
    return work(there) == Work.OPEN ? Optional.of(withdrawn(by, there.copy())) : Optional.empty();
  }

  private static Task withdrawn(Referral by, Task task) {
    var why =
        "The program does not ask for this any more: "
            + Words.words(by.state())
            + by.stateReason().map(reason -> " (" + reason + ")").orElse("");
    task.setStatus(
            by.state() == Referral.State.ENTERED_IN_ERROR
                ? TaskStatus.ENTEREDINERROR
                : TaskStatus.CANCELLED)
        .setStatusReason(new CodeableConcept().setText(why))
        .setText(Narratives.marked(task.getText(), why));
    return task.setLastModifiedElement(Fhir.time(last(by.recordedAt(), task)));
  }

  /** No time of change before that of its making. */
  private static Instant last(Instant recordedAt, Task task) {
    return FromFhir.instant(task.getAuthoredOnElement())
        .filter(made -> made.isAfter(recordedAt))
        .orElse(recordedAt);
  }
}
