package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.fhir.content.Section.line;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.CrisisPlanContent;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.CrisisPlan.State;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/** What goes beside a CarePlan: goal, preference, completion and review, in FHIR page order. */
final class PlanCompanions {

  private static final Code SAFETY =
      new Code("http://terminology.hl7.org/CodeSystem/goal-category", "safety", "Safety");
  private static final Code PREFERENCE =
      new Code("http://loinc.org", "95541-9", "Care experience preference");

  private final MappingContext context;
  private final CrisisPlan plan;

  PlanCompanions(MappingContext context, CrisisPlan plan) {
    this.context = context;
    this.plan = plan;
  }

  Reference reference(DomainResource companion) {
    return Fhir.within(companion.fhirType(), Entry.update(companion).identifier());
  }

  Goal goal() {
    var making = plan.making();
    var description = context.concept(Family.PLAN_PART, "stay-safe");
    var goal = new Goal();
    goal.setMeta(Profiles.meta(Profiles.GOAL, Labels.plain()));
    goal.setText(Narratives.of("Goal", Stream.of(line(description.getText()))));
    goal.addIdentifier(identifier("crisis-plan-goal"))
        .setLifecycleStatus(lifecycle())
        .addCategory(SAFETY.concept())
        .setDescription(description)
        .setSubject(context.subject());
    making.inForceFrom().ifPresent(day -> goal.setStart(new DateType(day.toString())));
    return goal;
  }

  /** How to talk with the participant, in the words of the plan, if it says. */
  Optional<Observation> preference() {
    var text = CrisisPlanContent.talk(context, plan).map(Section::sentence).collect(joining("\n"));
    return Optional.of(text).filter(words -> !words.isEmpty()).map(this::preference);
  }

  /** Only where the participant took part, and the plan has been in force. */
  Optional<Procedure> completion() {
    return plan.making().participantTookPart() && plan.state() != State.DRAFT
        ? Optional.of(procedure())
        : Optional.empty();
  }

  Optional<Task> review() {
    return plan.making().nextReviewDue().map(this::review);
  }

  private Identifier identifier(String family) {
    return context.identifier(family, plan.id());
  }

  private GoalLifecycleStatus lifecycle() {
    return switch (plan.state()) {
      case DRAFT -> GoalLifecycleStatus.PROPOSED;
      case IN_FORCE -> GoalLifecycleStatus.ACTIVE;
      case REPLACED -> GoalLifecycleStatus.COMPLETED;
      case WITHDRAWN -> GoalLifecycleStatus.CANCELLED;
      case ENTERED_IN_ERROR -> GoalLifecycleStatus.ENTEREDINERROR;
    };
  }

  private Observation preference(String text) {
    var observation = new Observation();
    observation.setMeta(Profiles.meta(Labels.of(context.sensitivities())));
    observation.setText(
        Narratives.of("How to talk with the participant in a crisis", Stream.of(line(text))));
    return observation
        .addIdentifier(identifier("crisis-plan-preference"))
        .setStatus(preferenceStatus())
        // US Core's own category is unknown to partners with US Core 6
        .addCategory(EventObservations.SURVEY.concept())
        .setCode(PREFERENCE.concept())
        .setSubject(context.subject())
        .setEffective(Fhir.day(lookedAt()))
        .setIssuedElement(Fhir.instant(plan.recordedAt()))
        .addPerformer(Fhir.program(context.program()))
        .setValue(new StringType(text));
  }

  private ObservationStatus preferenceStatus() {
    return switch (plan.state()) {
      case DRAFT -> ObservationStatus.PRELIMINARY;
      case IN_FORCE, REPLACED, WITHDRAWN -> ObservationStatus.FINAL;
      case ENTERED_IN_ERROR -> ObservationStatus.ENTEREDINERROR;
    };
  }

  private LocalDate lookedAt() {
    return plan.making().lastReviewedOn().orElseGet(() -> plan.making().madeOn());
  }

  private Procedure procedure() {
    var code = context.concept(Family.PLAN_PART, "completion");
    var procedure = new Procedure();
    procedure.setMeta(Profiles.meta(Profiles.PROCEDURE, Labels.of(context.sensitivities())));
    procedure.setText(
        Narratives.of(code.getText(), Stream.of(line("On", Wording.day(lookedAt())))));
    procedure
        .addIdentifier(identifier("crisis-plan-completion"))
        .addBasedOn(carePlan())
        .setStatus(
            plan.state() == State.ENTERED_IN_ERROR
                ? ProcedureStatus.ENTEREDINERROR
                : ProcedureStatus.COMPLETED)
        .setCode(code)
        .setSubject(context.subject())
        .setPerformed(Fhir.day(lookedAt()))
        .addPerformer()
        .setActor(Fhir.program(context.program()));
    return procedure;
  }

  private Task review(LocalDate due) {
    var code = context.concept(Family.PLAN_PART, "review");
    var task = new Task();
    task.setMeta(Profiles.meta(Labels.plain()));
    task.setText(Narratives.of(code.getText(), Stream.of(line("Due by", Wording.day(due)))));
    task.addIdentifier(identifier("crisis-plan-review"))
        .setStatus(reviewStatus())
        .setIntent(TaskIntent.PLAN)
        .setCode(code)
        .setDescription("Review of the crisis plan, due by " + Wording.day(due))
        .setFocus(carePlan())
        .setFor(context.subject())
        .setAuthoredOnElement(Fhir.time(plan.recordedAt()))
        .setLastModifiedElement(Fhir.time(plan.recordedAt()))
        .setRequester(Fhir.program(context.program()))
        .setOwner(Fhir.program(context.program()));
    task.getRestriction().getPeriod().setEndElement(Fhir.day(due));
    return task;
  }

  private TaskStatus reviewStatus() {
    return switch (plan.state()) {
      case DRAFT -> TaskStatus.DRAFT;
      case IN_FORCE -> TaskStatus.REQUESTED;
      case REPLACED, WITHDRAWN -> TaskStatus.CANCELLED;
      case ENTERED_IN_ERROR -> TaskStatus.ENTEREDINERROR;
    };
  }

  private Reference carePlan() {
    return Fhir.within("CarePlan", identifier("crisis-plan"));
  }
}
