package org.warmhandoff.partner.write;

import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.CarePlanRetirement;
import org.warmhandoff.fhir.ReferralWithdrawal;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.client.AsItStands;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
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
  Optional<Change> over(DeliveryAttempt attempt) {
    return replaced(attempt).or(() -> withdrawn(attempt));
  }

  /** How far the work has come that a referral asked for, where it does not ask any more. */
  Work work(DeliveryAttempt attempt) {
    return task(attempt).map(ReferralWithdrawal::work).orElse(Work.NOT_KNOWN);
  }

  private Optional<Change> withdrawn(DeliveryAttempt attempt) {
    return task(attempt)
        .map(found -> asItStands(found, attempt))
        .flatMap(
            there ->
                ReferralWithdrawal.withdrawn((Task) there.resource(), (Referral) record(attempt))
                    .map(withdrawn -> new Change(there, withdrawn)));
  }

  private Optional<Task> task(DeliveryAttempt attempt) {
    return ReferralWithdrawal.asked(record(attempt), program)
        .filter(any -> changes(attempt, "Task") && attempt.offer().finds("Task"))
        .flatMap(id -> new Lookup(attempt).onPatient(new Task(), id))
        .map(Task.class::cast);
  }

  private static ProgramRecord record(DeliveryAttempt attempt) {
    return attempt.matched().permitted().opened().record();
  }

  private Optional<Change> replaced(DeliveryAttempt attempt) {
    if (!(attempt.matched().permitted().opened().record() instanceof CrisisPlan plan)
        || !changes(attempt, "CarePlan")
        || !attempt.offer().finds("CarePlan")) {
      return Optional.empty();
    }
    return CarePlanRetirement.replaced(plan, program)
        .flatMap(id -> new Lookup(attempt).onPatient(new CarePlan(), id))
        .map(found -> asItStands(found, attempt))
        .flatMap(
            there ->
                CarePlanRetirement.retire((CarePlan) there.resource(), plan, program)
                    .map(retired -> new Change(there, retired)));
  }

  private static boolean changes(DeliveryAttempt attempt, String type) {
    return attempt.offer().updates(type) || attempt.offer().patches(type);
  }

  /** What is only found and cannot be read by itself cannot be compared either. */
  private static AsItStands asItStands(DomainResource found, DeliveryAttempt attempt) {
    return Optional.of(found)
        .filter(one -> attempt.offer().reads(one.fhirType()))
        .flatMap(
            one ->
                new FhirReads(attempt.session())
                    .asItStands(one.getClass(), one.getIdElement().getIdPart()))
        .orElseGet(() -> AsItStands.unread(found));
  }

  /** By itself; what stays as it was is remarked, for it looks as if it held. */
  void retire(DeliveryAttempt attempt, Form form) {
    var what =
        record(attempt) instanceof Referral
            ? "Task of the referral: "
            : "CarePlan of the plan that it replaces: ";
    carryOut(attempt, form, () -> over(attempt)).ifPresent(why -> attempt.remarkStale(what + why));
  }

  /**
   * The document of the version before; what stays as it was is remarked. Only what a person can
   * change there is for a person.
   */
  static void supersede(Step step, DeliveryAttempt attempt, Form form) {
    var what = "DocumentReference of an earlier version: ";
    var stays = carryOut(attempt, form, () -> superseded(step, attempt));
    stays
        .filter(OTHERS_WROTE_IN_IT::equals)
        .ifPresentOrElse(
            why -> attempt.remarkStale(what + why),
            () -> stays.ifPresent(why -> attempt.remark(what + why)));
  }

  private static Optional<Change> superseded(Step step, DeliveryAttempt attempt) {
    var id = step.resource().getIdElement();
    var found =
        id.hasIdPart()
            ? new FhirReads(attempt.session()).asItStands(DocumentReference.class, id.getIdPart())
            : new Lookup(attempt)
                .onPatient(step.resource(), step.identifier())
                .map(there -> asItStands(there, attempt));
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
  private static Optional<String> carryOut(DeliveryAttempt attempt, Form form, Reading reading) {
    for (var round = 1; ; round++) {
      var change = reading.read();
      if (change.isEmpty()) {
        if (round > 1) {
          isStillAsPlanned(attempt);
        }
        return Optional.empty();
      }
      var request = change.get().request(attempt);
      if (request.isEmpty()) {
        return Optional.of(OTHERS_WROTE_IN_IT);
      }
      try {
        attempt.write(form, request.get());
        return Optional.empty();
      } catch (PartnerFailure failure) {
        var isOver = round == ROUNDS;
        if (failure.isOf("patch") && !isOver && failure.outcome() instanceof Refused) {
          attempt.assume(new Refusal(change.get().there().resource().fhirType(), "patch"));
        } else if (failure.outcome() instanceof Refused) {
          failure.refusal().ifPresent(attempt::remember);
          return Optional.of(STAYS);
        } else if (!failure.means(Meaning.CONFLICT) || isOver) {
          throw failure;
        }
      }
    }
  }

  /** Who took the task while it was to be withdrawn must be asked to stop. */
  static void isStillAsPlanned(DeliveryAttempt attempt) {
    if (record(attempt) instanceof Referral) {
      throw new PartnerFailure(
          new TryLater("the task of the referral was changed there meanwhile"));
    }
  }
}
