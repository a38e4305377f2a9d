package org.warmhandoff.partner;

import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.CarePlanRetirement;
import org.warmhandoff.fhir.Program;
import org.warmhandoff.fhir.ReferralWithdrawal;
import org.warmhandoff.fhir.Work;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Refusal;
import org.warmhandoff.fit.Step;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.partner.Said.Meaning;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;

/**
 * What does not hold at a partner any more: a plan that another replaces, the document of the
 * version before, the task of a referral that nobody is asked for now. It is changed only if nobody
 * changed it since it was read, where the partner takes the version that was read, and only so that
 * nothing is lost that others wrote in it.
 */
final class Retirement {

  private static final int ROUNDS = 3;
  private static final String STAYS = "stays there as it was";
  private static final String OTHERS_WROTE_IN_IT =
      STAYS + ", for others wrote in it what would be lost; it is to be changed there";

  private final Program program;

  Retirement(Program program) {
    this.program = program;
  }

  /**
   * As it is to be, found by its identifier on this patient; nothing where there is none, or it is
   * over already.
   */
  Optional<Change> over(Visit visit) {
    return replaced(visit).or(() -> withdrawn(visit));
  }

  /** How far the work has come that a referral asked for, where it does not ask any more. */
  Work work(Visit visit) {
    return task(visit).map(ReferralWithdrawal::work).orElse(Work.NOT_KNOWN);
  }

  private Optional<Change> withdrawn(Visit visit) {
    return task(visit)
        .map(found -> asItStands(found, visit))
        .flatMap(
            there ->
                ReferralWithdrawal.withdrawn((Task) there.resource(), (Referral) record(visit))
                    .map(withdrawn -> new Change(there, withdrawn)));
  }

  private Optional<Task> task(Visit visit) {
    return ReferralWithdrawal.asked(record(visit), program)
        .filter(any -> changes(visit, "Task") && visit.offer().finds("Task"))
        .flatMap(id -> new Lookup(visit).onPatient(new Task(), id))
        .map(Task.class::cast);
  }

  private static ProgramRecord record(Visit visit) {
    return visit.matched().permitted().opened().record();
  }

  private Optional<Change> replaced(Visit visit) {
    if (!(visit.matched().permitted().opened().record() instanceof CrisisPlan plan)
        || !changes(visit, "CarePlan")
        || !visit.offer().finds("CarePlan")) {
      return Optional.empty();
    }
    return CarePlanRetirement.replaced(plan, program)
        .flatMap(id -> new Lookup(visit).onPatient(new CarePlan(), id))
        .map(found -> asItStands(found, visit))
        .flatMap(
            there ->
                CarePlanRetirement.retire((CarePlan) there.resource(), plan, program)
                    .map(retired -> new Change(there, retired)));
  }

  private static boolean changes(Visit visit, String type) {
    return visit.offer().updates(type) || visit.offer().patches(type);
  }

  /** What is only found and cannot be read by itself cannot be compared either. */
  private static AsItStands asItStands(DomainResource found, Visit visit) {
    return Optional.of(found)
        .filter(one -> visit.offer().reads(one.fhirType()))
        .flatMap(
            one ->
                new Charts(visit.talk()).asItStands(one.getClass(), one.getIdElement().getIdPart()))
        .orElseGet(() -> AsItStands.unread(found));
  }

  /** By itself; what stays as it was is said. */
  Optional<String> retire(Visit visit, Form form) {
    return carryOut(visit, form, () -> over(visit))
        .map(
            why ->
                (record(visit) instanceof Referral
                        ? "Task of the referral: "
                        : "CarePlan of the plan that it replaces: ")
                    + why);
  }

  /** The document of the version before; what stays as it was is said. */
  static Optional<String> supersede(Step step, Visit visit, Form form) {
    return carryOut(visit, form, () -> superseded(step, visit))
        .map("DocumentReference of an earlier version: "::concat);
  }

  private static Optional<Change> superseded(Step step, Visit visit) {
    var id = step.resource().getIdElement();
    var found =
        id.hasIdPart()
            ? new Charts(visit.talk()).asItStands(DocumentReference.class, id.getIdPart())
            : new Lookup(visit)
                .onPatient(step.resource(), step.identifier())
                .map(there -> asItStands(there, visit));
    return found
        .filter(there -> isCurrent((DocumentReference) there.resource()))
        .map(
            there ->
                new Change(
                    there,
                    ((DocumentReference) there.resource())
                        .copy()
                        .setStatus(DocumentReferenceStatus.SUPERSEDED)));
  }

  private static boolean isCurrent(DocumentReference document) {
    return document.getStatus() == DocumentReferenceStatus.CURRENT;
  }

  /** What is to be written is read anew as long as somebody else is faster. */
  private interface Reading {
    Optional<Change> read();
  }

  /** Why it stays as it was; empty where nothing does. */
  private static Optional<String> carryOut(Visit visit, Form form, Reading reading) {
    for (var round = 1; ; round++) {
      var change = reading.read();
      if (change.isEmpty()) {
        if (round > 1) {
          isStillAsPlanned(visit);
        }
        return Optional.empty();
      }
      var request = change.get().request(visit);
      if (request.isEmpty()) {
        return Optional.of(OTHERS_WROTE_IN_IT);
      }
      try {
        visit.write(form, request.get());
        return Optional.empty();
      } catch (Said said) {
        var isOver = round == ROUNDS;
        if (said.isOf("patch") && !isOver && said.outcome() instanceof Refused) {
          visit.assume(new Refusal(change.get().there().resource().fhirType(), "patch"));
        } else if (said.outcome() instanceof Refused) {
          said.refusal().ifPresent(visit::remember);
          return Optional.of(STAYS);
        } else if (!said.means(Meaning.CONFLICT) || isOver) {
          throw said;
        }
      }
    }
  }

  /** Who took the task while it was to be withdrawn must be asked to stop. */
  static void isStillAsPlanned(Visit visit) {
    if (record(visit) instanceof Referral) {
      throw new Said(new TryLater("the task of the referral was changed there meanwhile"));
    }
  }
}
