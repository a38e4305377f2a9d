package org.warmhandoff.fhir;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisPlan;

/**
 * What becomes of a plan at a partner when another takes its place there: nobody must take the old
 * one for the one that holds. Everything else in it stays as the partner has it.
 */
public final class CarePlanRetirement {

  private static final String SENTENCE = "REPLACED by another plan: do not use";
  private static final Set<CarePlanStatus> OPEN =
      EnumSet.of(CarePlanStatus.DRAFT, CarePlanStatus.ACTIVE, CarePlanStatus.ONHOLD);
  private static final Set<CarePlanActivityStatus> OVER =
      EnumSet.of(
          CarePlanActivityStatus.COMPLETED,
          CarePlanActivityStatus.CANCELLED,
          CarePlanActivityStatus.STOPPED,
          CarePlanActivityStatus.ENTEREDINERROR);

  private CarePlanRetirement() {}

  /** What the plan that this one takes the place of is found by; empty where there is none. */
  public static Optional<Identifier> replaced(CrisisPlan by, Program program) {
    return by.making()
        .replaces()
        .filter(id -> by.state() == CrisisPlan.State.IN_FORCE)
        .map(id -> program.identifier("crisis-plan", id));
  }

  /**
   * The plan that is there, retired; empty where it is somebody else's, is not the one that is
   * replaced, or is over already.
   */
  public static Optional<CarePlan> retire(CarePlan there, CrisisPlan by, Program program) {
    return replaced(by, program)
        .filter(ours -> there.getIdentifier().stream().anyMatch(one -> isSame(one, ours)))
        .filter(ours -> OPEN.contains(there.getStatus()))
        .map(ours -> retired(there.copy(), by));
  }

  private static boolean isSame(Identifier one, Identifier other) {
    return other.getSystem().equals(one.getSystem()) && other.getValue().equals(one.getValue());
  }

  private static CarePlan retired(CarePlan plan, CrisisPlan by) {
    plan.setStatus(CarePlanStatus.COMPLETED).setText(Narratives.marked(plan.getText(), SENTENCE));
    end(plan, by);
    plan.getActivity().stream()
        .filter(CarePlan.CarePlanActivityComponent::hasDetail)
        .map(CarePlan.CarePlanActivityComponent::getDetail)
        .forEach(CarePlanRetirement::stop);
    plan.addNote(
        Fhir.note("Replaced by crisis plan " + by.id() + ".")
            .setTimeElement(Fhir.time(by.recordedAt())));
    return plan;
  }

  /** FHIR allows no end before the start; a start may be no more than a year or a month. */
  private static void end(CarePlan plan, CrisisPlan by) {
    var start = plan.getPeriod().getStartElement().getValueAsString();
    by.making()
        .inForceFrom()
        .filter(day -> start == null || day.toString().compareTo(firstDay(start)) >= 0)
        .ifPresent(day -> plan.getPeriod().setEndElement(Fhir.day(day)));
  }

  private static String firstDay(String start) {
    return start.substring(0, Math.min(start.length(), "2026-11-20".length()));
  }

  private static void stop(CarePlanActivityDetailComponent activity) {
    if (!OVER.contains(activity.getStatus())) {
      activity.setStatus(CarePlanActivityStatus.STOPPED);
    }
  }
}
