package org.warmhandoff.partner.write;

import static org.warmhandoff.fit.Form.FHIR_MESSAGE;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.MessageHeader;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.ResponseClassifier;

/**
 * A message of FHIR messaging. It goes again under the same id when its answer was lost: by that a
 * receiver knows it for the same and answers as before (R4, 2.4.3.1, reliable messaging). Where the
 * partner can be asked for what was in it, it is asked first.
 */
final class MessageWrite {

  /**
   * Sends it, or finds that it is there already.
   *
   * @throws ConversationEnded where neither can be done
   */
  Outcome carryOut(WritePlan plan, DeliveryAttempt attempt) {
    var before =
        attempt.delivery().inDoubt()
            ? readable(plan, attempt).orElseThrow()
            : Optional.<Delivered>empty();
    return before.isPresent() ? before.get() : send(plan, attempt);
  }

  private static Outcome send(WritePlan plan, DeliveryAttempt attempt) {
    var answer =
        attempt.write(FHIR_MESSAGE, attempt.requests().message(plan.message())).orElseThrow();
    return ResponseClassifier.ofMessage(answer, header(plan).resource().getIdElement().getIdPart())
        .orElseGet(() -> delivered(plan, attempt));
  }

  private static Delivered delivered(WritePlan plan, DeliveryAttempt attempt) {
    return readable(plan, attempt)
        .mapFailure(ResponseClassifier::afterWriting)
        .orElseThrow()
        .orElseGet(() -> received(plan, attempt));
  }

  private static PartnerAnswer<Optional<Delivered>> readable(
      WritePlan plan, DeliveryAttempt attempt) {
    var readBack = new ReadBack(attempt, plan);
    return attempt.offer().finds(plan.main().orElseThrow().type())
        ? readBack
            .find()
            .unless(found -> found.flatMap(there -> supersede(plan, attempt)))
            .map(found -> found.map(there -> readBack.delivered(there, List.of())))
        : PartnerAnswer.none();
  }

  /** All that can be known where nothing can be read: the receiver says that it has it. */
  private static Delivered received(WritePlan plan, DeliveryAttempt attempt) {
    var header = header(plan);
    var main =
        new Written(
            header.type(),
            OwnResources.token(header.identifier()),
            header.resource().getIdElement().getIdPart(),
            Optional.empty());
    ConversationEnded.ifAny(supersede(plan, attempt));
    return new Delivered(attempt.receipt(plan, main, List.of(main), List.of()));
  }

  /** Why one of the versions before could not be, and those after it were not tried. */
  private static Optional<PartnerFailure> supersede(WritePlan plan, DeliveryAttempt attempt) {
    return plan.steps().stream()
        .filter(step -> step.way() == Way.SUPERSEDE)
        .flatMap(step -> Retirement.supersede(step, attempt, FHIR_MESSAGE).stream())
        .findFirst();
  }

  private static Step header(WritePlan plan) {
    return plan.steps().stream()
        .filter(step -> step.resource() instanceof MessageHeader)
        .findFirst()
        .orElseThrow();
  }
}
