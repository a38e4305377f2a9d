package org.warmhandoff.partner.write;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.patient.PatientLinks;

/** A refusal may be no more than that the patient is not there any more. */
final class MergedPatientCheck {

  private final PatientLinks known;

  MergedPatientCheck(PatientLinks known) {
    this.known = requireNonNull(known);
  }

  /** The outcome where the patient was merged or deleted; else empty. */
  Optional<Outcome> by(PartnerFailure failure, DeliveryAttempt attempt) {
    return failure.means(Meaning.NO_SUCH_PATIENT)
            || (failure.isRefusal() && failure.means(Meaning.REFUSED, Meaning.NOT_THERE))
        ? asked(attempt)
        : Optional.empty();
  }

  /**
   * Who takes the patient's place is asked of one merged patient after another, by way of matching.
   * Wherever that ends, the refusal stands as it was: so the end of it is a value here.
   */
  private Optional<Outcome> asked(DeliveryAttempt attempt) {
    try {
      return moved(attempt);
    } catch (ConversationEnded notAnswered) {
      return Optional.empty();
    }
  }

  private Optional<Outcome> moved(DeliveryAttempt attempt) {
    var reads = new FhirReads(attempt.session());
    var before = attempt.matched().link();
    var participant = attempt.matched().decided().opened().participant();
    var seen = reads.patient(attempt.patient()).orElseThrow();
    var now = known.after(seen, participant, before, reads);
    return now.equals(Optional.of(before)) ? Optional.empty() : Optional.of(later(now));
  }

  private static TryLater later(Optional<Link> now) {
    return new TryLater(
        now.isPresent()
            ? "the patient was merged into another; goes there"
            : "the patient is not there any more; is matched again");
  }
}
