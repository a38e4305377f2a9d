package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.TakenBack;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.AssertedCondition;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * What comes of a crisis event, in the order of the FHIR pages: the follow-up to R4 Task, and what
 * a clinician asserted to R4 Condition.
 */
final class EventFollowUp {

  private static final Code ACTIVE =
      new Code("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active");
  private static final Code CONFIRMED =
      new Code(
          "http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed", "Confirmed");
  private static final Code ENCOUNTER_DIAGNOSIS =
      new Code(
          "http://terminology.hl7.org/CodeSystem/condition-category",
          "encounter-diagnosis",
          "Encounter Diagnosis");

  private final EventParts parts;
  private final CrisisEvent event;
  private final MappingContext context;

  EventFollowUp(EventParts parts) {
    this.parts = parts;
    this.event = parts.event();
    this.context = parts.context();
  }

  Stream<Task> tasks() {
    return event.followUp().isPresent() || event.followUpBy().isPresent()
        ? Stream.of(task())
        : Stream.empty();
  }

  Stream<Condition> conditions() {
    return IntStream.range(0, event.conditions().size())
        .mapToObj(place -> condition(event.conditions().get(place), place));
  }

  private Task task() {
    var code = context.concept(Family.EVENT_PART, "follow-up");
    var task = new Task();
    task.setMeta(Profiles.meta(parts.labels()));
    task.setText(
        Narratives.of(
            code.getText(),
            line("What", event.followUp()),
            line("To be done by", event.followUpBy().map(Wording::day))));
    task.addIdentifier(parts.identifier("crisis-event-follow-up"))
        .setStatus(parts.inError() ? TaskStatus.ENTEREDINERROR : TaskStatus.ACCEPTED)
        .setIntent(TaskIntent.ORDER)
        .setPriority(priority())
        .setCode(code)
        .setDescription(event.followUp().orElse(code.getText()))
        .setFocus(Fhir.within("Flag", parts.flag()))
        .setFor(context.subject());
    parts.toEncounter().ifPresent(task::setEncounter);
    task.setAuthoredOnElement(Fhir.time(event.recordedAt()))
        .setLastModifiedElement(Fhir.time(event.recordedAt()))
        .setRequester(Fhir.program(context.program()))
        .setOwner(Fhir.program(context.program()));
    event
        .followUpBy()
        .ifPresent(day -> task.getRestriction().getPeriod().setEndElement(Fhir.day(day)));
    return task;
  }

  private TaskPriority priority() {
    return switch (event.severity()) {
      case WATCH -> TaskPriority.ROUTINE;
      case URGENT, EMERGENCY -> TaskPriority.URGENT;
    };
  }

  private Condition condition(AssertedCondition asserted, int place) {
    var code = context.concept(Family.CONDITION, asserted.what());
    var condition = new Condition();
    condition.setMeta(Profiles.meta(Profiles.CONDITION, parts.labels()));
    condition.setText(
        Narratives.of(
            code.getText(),
            Stream.of(
                line("Asserted by", Wording.person(asserted.assertedBy())),
                line("When", context.time(asserted.assertedAt()))),
            line("Note", asserted.note())));
    condition.addIdentifier(parts.identifier("crisis-event-condition", "d", "/conditions", place));
    if (parts.inError()) {
      condition.setVerificationStatus(TakenBack.ENTERED_IN_ERROR.concept());
    } else {
      condition.setClinicalStatus(ACTIVE.concept()).setVerificationStatus(CONFIRMED.concept());
    }
    condition
        .addCategory(ENCOUNTER_DIAGNOSIS.concept())
        .setCode(code)
        .setSubject(context.subject());
    parts.toEncounter().ifPresent(condition::setEncounter);
    condition
        .setRecordedDateElement(Fhir.time(asserted.assertedAt()))
        .setAsserter(context.staff(asserted.assertedBy()))
        .addEvidence()
        .addDetail(parts.toFinding());
    asserted.note().map(Fhir::note).ifPresent(condition::addNote);
    return condition;
  }
}
