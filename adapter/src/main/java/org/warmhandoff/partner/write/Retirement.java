package org.warmhandoff.partner.write;

import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.CarePlanRetirement;
import org.warmhandoff.fhir.ReferralWithdrawal;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.RawResource;
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
  PartnerAnswer<Optional<SafeUpdate>> over(DeliveryAttempt attempt) {
    return PartnerAnswer.firstOf(replaced(attempt), () -> withdrawn(attempt));
  }

  /** How far the work has come that a referral asked for, where it does not ask any more. */
  PartnerAnswer<Work> work(DeliveryAttempt attempt) {
    return task(attempt)
        .map(
            found ->
                found.map(Task.class::cast).map(ReferralWithdrawal::work).orElse(Work.NOT_KNOWN));
  }

  private PartnerAnswer<Optional<SafeUpdate>> withdrawn(DeliveryAttempt attempt) {
    return task(attempt)
        .then(found -> asItStands(found, attempt))
        .map(found -> found.flatMap(there -> withdrawn(there, (Referral) record(attempt))));
  }

  private static Optional<SafeUpdate> withdrawn(RawResource there, Referral referral) {
    return ReferralWithdrawal.withdrawn((Task) there.resource(), referral)
        .map(withdrawn -> new SafeUpdate(there, withdrawn));
  }

  private PartnerAnswer<Optional<DomainResource>> task(DeliveryAttempt attempt) {
    return ReferralWithdrawal.asked(record(attempt), program)
        .filter(any -> changes(attempt, "Task") && attempt.offer().finds("Task"))
        .map(id -> new Lookup(attempt).onPatient(new Task(), id))
        .orElseGet(PartnerAnswer::none);
  }

  private static ProgramRecord record(DeliveryAttempt attempt) {
    return attempt.matched().decided().opened().record();
  }

  private PartnerAnswer<Optional<SafeUpdate>> replaced(DeliveryAttempt attempt) {
    return record(attempt) instanceof CrisisPlan plan
            && changes(attempt, "CarePlan")
            && attempt.offer().finds("CarePlan")
        ? CarePlanRetirement.replaced(plan, program)
            .map(id -> replaced(plan, id, attempt))
            .orElseGet(PartnerAnswer::none)
        : PartnerAnswer.none();
  }

  private PartnerAnswer<Optional<SafeUpdate>> replaced(
      CrisisPlan plan, Identifier id, DeliveryAttempt attempt) {
    return new Lookup(attempt)
        .onPatient(new CarePlan(), id)
        .then(found -> asItStands(found, attempt))
        .map(found -> found.flatMap(there -> retired(there, plan)));
  }

  private Optional<SafeUpdate> retired(RawResource there, CrisisPlan plan) {
    return CarePlanRetirement.retire((CarePlan) there.resource(), plan, program)
        .map(retired -> new SafeUpdate(there, retired));
  }

  private static boolean changes(DeliveryAttempt attempt, String type) {
    return attempt.offer().updates(type) || attempt.offer().patches(type);
  }

  /** What is only found and cannot be read by itself cannot be compared either. */
  private static PartnerAnswer<Optional<RawResource>> asItStands(
      Optional<DomainResource> found, DeliveryAttempt attempt) {
    return found
        .map(one -> read(one, attempt).map(there -> there.or(() -> unread(one))))
        .orElseGet(PartnerAnswer::none);
  }

  private static PartnerAnswer<Optional<RawResource>> read(
      DomainResource found, DeliveryAttempt attempt) {
    return attempt.offer().reads(found.fhirType())
        ? new FhirReads(attempt.session())
            .asItStands(found.getClass(), found.getIdElement().getIdPart())
        : PartnerAnswer.none();
  }

  private static Optional<RawResource> unread(DomainResource found) {
    return Optional.of(RawResource.unread(found));
  }

  /**
   * By itself; what stays as it was is remarked, for it looks as if it held.
   *
   * @return why it could not be asked for or changed, and an attempt cannot leave it at that
   */
  Optional<PartnerFailure> retire(DeliveryAttempt attempt, Form form) {
    var what =
        record(attempt) instanceof Referral
            ? "Task of the referral: "
            : "CarePlan of the plan that it replaces: ";
    var stays = new CarryingOut(attempt, form, () -> over(attempt)).stays();
    why(stays).ifPresent(why -> attempt.remarkStale(what + why));
    return stays.failure();
  }

  /**
   * The document of the version before; what stays as it was is remarked. Only what a person can
   * change there is for a person.
   *
   * @return why it could not be asked for or changed, and an attempt cannot leave it at that
   */
  static Optional<PartnerFailure> supersede(Step step, DeliveryAttempt attempt, Form form) {
    var what = "DocumentReference of an earlier version: ";
    var stays = new CarryingOut(attempt, form, () -> superseded(step, attempt)).stays();
    why(stays)
        .filter(OTHERS_WROTE_IN_IT::equals)
        .ifPresentOrElse(
            why -> attempt.remarkStale(what + why),
            () -> why(stays).ifPresent(why -> attempt.remark(what + why)));
    return stays.failure();
  }

  private static Optional<String> why(PartnerAnswer<Optional<String>> stays) {
    return stays.orElse(failure -> Optional.empty());
  }

  private static PartnerAnswer<Optional<SafeUpdate>> superseded(
      Step step, DeliveryAttempt attempt) {
    var id = step.resource().getIdElement();
    var found =
        id.hasIdPart()
            ? new FhirReads(attempt.session()).asItStands(DocumentReference.class, id.getIdPart())
            : new Lookup(attempt)
                .onPatient(step.resource(), step.identifier())
                .then(there -> asItStands(there, attempt));
    return found.map(one -> one.flatMap(Retirement::superseded));
  }

  private static Optional<SafeUpdate> superseded(RawResource there) {
    return Optional.of((DocumentReference) there.resource())
        .filter(Retirement::isCurrent)
        .map(document -> document.copy().setStatus(DocumentReferenceStatus.SUPERSEDED))
        .map(superseded -> new SafeUpdate(there, superseded));
  }

  private static boolean isCurrent(DocumentReference document) {
    return document.getStatus() == DocumentReferenceStatus.CURRENT;
  }

  /**
   * Carries one change out.
   *
   * @param reading what is to be written now, if anything is: it is read anew as long as somebody
   *     else is faster
   */
  private record CarryingOut(
      DeliveryAttempt attempt, Form form, Supplier<PartnerAnswer<Optional<SafeUpdate>>> reading) {

    /** Why it stays as it was; empty where nothing does. */
    PartnerAnswer<Optional<String>> stays() {
      return stays(1);
    }

    private PartnerAnswer<Optional<String>> stays(int round) {
      return reading
          .get()
          .then(
              found ->
                  found.map(change -> stays(change, round)).orElseGet(() -> nothingToDo(round)));
    }

    private PartnerAnswer<Optional<String>> nothingToDo(int round) {
      return PartnerAnswer.<String>none()
          .unless(any -> round > 1 ? changedMeanwhile(attempt) : Optional.empty());
    }

    private PartnerAnswer<Optional<String>> stays(SafeUpdate change, int round) {
      var request = change.request(attempt);
      if (request.isEmpty()) {
        return PartnerAnswer.of(Optional.of(OTHERS_WROTE_IN_IT));
      }
      return attempt
          .write(form, request.get())
          .failure()
          .map(failure -> stays(failure, change, round))
          .orElseGet(PartnerAnswer::none);
    }

    private PartnerAnswer<Optional<String>> stays(
        PartnerFailure failure, SafeUpdate change, int round) {
      var isOver = round == ROUNDS;
      if (failure.isOf("patch") && !isOver && failure.isRefusal()) {
        attempt.assume(new Refusal(change.there().resource().fhirType(), "patch"));
        return stays(round + 1);
      }
      if (failure.isRefusal()) {
        failure.refusal().ifPresent(attempt::remember);
        return PartnerAnswer.of(Optional.of(STAYS));
      }
      return failure.means(Meaning.CONFLICT) && !isOver
          ? stays(round + 1)
          : PartnerAnswer.failed(failure);
    }
  }

  /** Who took the task while it was to be withdrawn must be asked to stop. */
  static Optional<PartnerFailure> changedMeanwhile(DeliveryAttempt attempt) {
    return record(attempt) instanceof Referral
        ? Optional.of(
            new PartnerFailure(
                new TryLater("the task of the referral was changed there meanwhile")))
        : Optional.empty();
  }
}
