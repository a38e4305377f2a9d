package org.warmhandoff.fhir.reading;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.record.ReferralStatus.State;

/** What a Task says of its referral, by its status and its business status. */
final class TaskState {

  private static final String STATUS = "Task.status";
  private static final String BUSINESS_STATUS = "Task.businessStatus";

  private final Task task;
  private final Doubts doubts;

  private TaskState(Task task, Doubts doubts) {
    this.task = task;
    this.doubts = doubts;
  }

  static State of(Task task, Doubts doubts) {
    return new TaskState(task, doubts).state();
  }

  private State state() {
    var business = businessStatuses();
    var status = status();
    return business.stream()
        .map(one -> status.map(code -> together(one, code)).orElse(one.alone()))
        .reduce(BusinessStatus::moreCautious)
        .or(() -> status.map(TaskState::byStatus))
        .orElse(State.NOT_UNDERSTOOD);
  }

  private State together(BusinessStatus business, TaskStatus status) {
    if (business.contradicts(byStatus(status))) {
      doubts.add(BUSINESS_STATUS, business.code() + " contradicts status " + status.toCode());
    }
    return business.with(byStatus(status));
  }

  private Optional<TaskStatus> status() {
    var code = FromFhir.code(task.getStatusElement());
    var status = code.flatMap(TaskState::ofCode);
    if (code.isEmpty()) {
      doubts.add(STATUS, "is missing");
    } else if (status.isEmpty()) {
      doubts.add(STATUS, "is not a code of FHIR R4");
    } else if (status.get() == TaskStatus.DRAFT) {
      doubts.add(STATUS, "is draft, though the program has asked");
    }
    return status;
  }

  private List<BusinessStatus> businessStatuses() {
    var found = BusinessStatus.in(task.getBusinessStatus());
    if (found.isEmpty() && !task.getBusinessStatus().isEmpty()) {
      doubts.add(BUSINESS_STATUS, BusinessStatus.FOREIGN);
    }
    if (found.size() > 1) {
      var codes = found.stream().map(BusinessStatus::code).collect(joining(" and "));
      doubts.add(BUSINESS_STATUS, "is " + codes + " at once");
    }
    return found;
  }

  private static Optional<TaskStatus> ofCode(String code) {
    return Stream.of(TaskStatus.values())
        .filter(status -> status != TaskStatus.NULL && status.toCode().equals(code))
        .findFirst();
  }

  private static State byStatus(TaskStatus status) {
    return switch (status) {
      case DRAFT, REQUESTED -> State.REQUESTED;
      case RECEIVED -> State.RECEIVED;
      case ACCEPTED, READY -> State.ACCEPTED;
      case REJECTED -> State.REJECTED;
      case INPROGRESS -> State.IN_PROGRESS;
      case ONHOLD -> State.ON_HOLD;
      case COMPLETED -> State.COMPLETED;
      case FAILED -> State.FAILED;
      case CANCELLED -> State.CANCELLED;
      case ENTEREDINERROR -> State.ENTERED_IN_ERROR;
      case NULL -> State.NOT_UNDERSTOOD;
    };
  }
}
