package org.warmhandoff.partner.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.PartnerFailure;

/**
 * One record on its way down the forms. What the partner refuses in practice is remembered, and the
 * next lower form is taken. Where it does not say what it refuses, another way is tried, and
 * remembered if that is taken; where none is, what was refused first counts.
 */
final class FormFallback {

  private final DeliveryAttempt attempt;
  private final MergedPatientCheck mergedPatientCheck;
  private final List<Refusal> assumed = new ArrayList<>();
  private Optional<PartnerFailure> refused = Optional.empty();

  FormFallback(DeliveryAttempt attempt, MergedPatientCheck mergedPatientCheck) {
    this.attempt = attempt;
    this.mergedPatientCheck = mergedPatientCheck;
  }

  /** What it comes to where that form was taken. */
  Outcome taken(Outcome outcome) {
    if (outcome instanceof Delivered) {
      assumed.forEach(attempt::remember);
    }
    return outcome instanceof ByHand
        ? refused.map(PartnerFailure::outcome).orElse(outcome)
        : outcome;
  }

  /**
   * What it comes to where that form was not; empty where another form, or another way, is tried.
   *
   * @throws ConversationEnded by what was refused first, where there is no other way
   */
  Optional<Outcome> after(PartnerFailure failure, WritePlan plan) {
    return failure
        .refusal()
        .map(refusal -> afterNotDoing(refusal, failure))
        .orElseGet(() -> afterRefusing(failure, plan));
  }

  private Optional<Outcome> afterNotDoing(Refusal refusal, PartnerFailure failure) {
    attempt.remember(refusal);
    return attempt.hasWritten()
        ? Optional.of(new TryLater(failure.outcome().note() + "; goes in a lower form"))
        : Optional.empty();
  }

  private Optional<Outcome> afterRefusing(PartnerFailure failure, WritePlan plan) {
    var gone = mergedPatientCheck.by(failure, attempt);
    if (gone.isEmpty()) {
      var first = refused.orElse(failure);
      refused = Optional.of(first);
      assumed.add(
          ReducedAttempt.from(failure, plan, attempt)
              .orElseThrow(() -> new ConversationEnded(first)));
    }
    return gone;
  }
}
