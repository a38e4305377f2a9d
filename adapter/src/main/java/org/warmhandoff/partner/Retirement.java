package org.warmhandoff.partner;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
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
import org.warmhandoff.fit.Step;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.partner.Said.Meaning;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;

/**
 * What does not hold at a partner any more: a plan that another replaces, the document of the
 * version before, the task of a referral that nobody is asked for now. It is written over only if
 * nobody changed it since it was read, where the partner takes the version that was read.
 */
final class Retirement {

  private static final int ROUNDS = 3;

  private final Program program;

  Retirement(Program program) {
    this.program = program;
  }

  /**
   * As it is to be, found by its identifier on this patient; nothing where there is none, or it is
   * over already.
   */
  Optional<DomainResource> over(Visit visit) {
    return replaced(visit).<DomainResource>map(plan -> plan).or(() -> withdrawn(visit));
  }

  /** How far the work has come that a referral asked for, where it does not ask any more. */
  Work work(Visit visit) {
    return task(visit).map(ReferralWithdrawal::work).orElse(Work.NOT_KNOWN);
  }

  private Optional<Task> withdrawn(Visit visit) {
    return task(visit)
        .flatMap(there -> ReferralWithdrawal.withdrawn(there, (Referral) record(visit)));
  }

  private Optional<Task> task(Visit visit) {
    return ReferralWithdrawal.asked(record(visit), program)
        .filter(any -> visit.offer().updates("Task") && visit.offer().finds("Task"))
        .flatMap(id -> new Lookup(visit).onPatient(new Task(), id))
        .map(Task.class::cast);
  }

  private static ProgramRecord record(Visit visit) {
    return visit.matched().permitted().opened().record();
  }

  private Optional<CarePlan> replaced(Visit visit) {
    if (!(visit.matched().permitted().opened().record() instanceof CrisisPlan plan)
        || !visit.offer().updates("CarePlan")
        || !visit.offer().finds("CarePlan")) {
      return Optional.empty();
    }
    return CarePlanRetirement.replaced(plan, program)
        .flatMap(id -> new Lookup(visit).onPatient(new CarePlan(), id))
        .map(CarePlan.class::cast)
        .flatMap(there -> CarePlanRetirement.retire(there, plan, program));
  }

  /** As part of a transaction, so that never two of them hold, nor none. */
  static BundleEntryComponent entry(DomainResource retired, Visit visit) {
    var id = retired.getIdElement().getIdPart();
    retired.setId(id);
    var request =
        new BundleEntryRequestComponent()
            .setMethod(HTTPVerb.PUT)
            .setUrl(retired.fhirType() + "/" + id);
    visit.toMatch(retired).ifPresent(one -> request.setIfMatch("W/\"" + one + "\""));
    return new BundleEntryComponent().setResource(retired).setRequest(request);
  }

  /** By itself; what stays as it was is said. */
  Optional<String> retire(Visit visit, Form form) {
    if (written(visit, form, () -> over(visit))) {
      return Optional.empty();
    }
    return Optional.of(
        record(visit) instanceof Referral
            ? "Task of the referral: stays there as it was"
            : "CarePlan of the plan that it replaces: stays there as it was");
  }

  /** The document of the version before; what stays as it was is said. */
  static Optional<String> supersede(Step step, Visit visit, Form form) {
    return written(visit, form, () -> superseded(step, visit))
        ? Optional.empty()
        : Optional.of("DocumentReference of an earlier version: stays there as it was");
  }

  private static Optional<DomainResource> superseded(Step step, Visit visit) {
    var id = step.resource().getIdElement();
    var found =
        id.hasIdPart()
            ? new Charts(visit.talk()).read(DocumentReference.class, id.getIdPart())
            : new Lookup(visit).onPatient(step.resource(), step.identifier());
    return found
        .map(DocumentReference.class::cast)
        .filter(there -> there.getStatus() == DocumentReferenceStatus.CURRENT)
        .map(there -> there.setStatus(DocumentReferenceStatus.SUPERSEDED));
  }

  /** What is to be written is read anew as long as somebody else is faster. */
  private interface Reading {
    Optional<DomainResource> read();
  }

  /** False where the partner does not let us. */
  private static boolean written(Visit visit, Form form, Reading reading) {
    for (var round = 1; ; round++) {
      var there = reading.read();
      if (there.isEmpty()) {
        isStillAsPlanned(visit, round);
        return true;
      }
      try {
        visit.write(form, update(there.get(), visit));
        return true;
      } catch (Said said) {
        said.refusal().ifPresent(visit::remember);
        if (said.outcome() instanceof Refused) {
          return false;
        }
        if (!said.means(Meaning.CONFLICT) || round == ROUNDS) {
          throw said;
        }
      }
    }
  }

  /** Who took the task while it was to be withdrawn must be asked to stop. */
  static void isStillAsPlanned(Visit visit, int round) {
    if (round > 1 && record(visit) instanceof Referral) {
      throw new Said(new TryLater("the task of the referral was changed there meanwhile"));
    }
  }

  private static Request update(DomainResource there, Visit visit) {
    return visit.requests().update(there, there.getIdElement().getIdPart(), visit.toMatch(there));
  }
}
