package org.warmhandoff.partner.write;

import static org.warmhandoff.fit.Form.FHIR_MESSAGE;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.FhirResponse;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.Reasons;

/**
 * A message of FHIR messaging. It goes again under the same id when its answer was lost: by that a
 * receiver knows it for the same and answers as before (R4, 2.4.3.1, reliable messaging). Where the
 * partner can be asked for what was in it, it is asked first.
 */
final class MessageWrite {

  Outcome carryOut(WritePlan plan, DeliveryAttempt attempt) {
    if (attempt.delivery().inDoubt()) {
      var there = readable(plan, attempt);
      if (there.isPresent()) {
        return there.get();
      }
    }
    var told = attempt.write(FHIR_MESSAGE, attempt.requests().message(plan.message()));
    return refusal(told, plan)
        .orElseGet(
            () ->
                PartnerFailure.afterWriting(() -> readable(plan, attempt))
                    .orElseGet(() -> received(plan, attempt)));
  }

  private static Optional<Delivered> readable(WritePlan plan, DeliveryAttempt attempt) {
    var readBack = new ReadBack(attempt, plan);
    return attempt.offer().finds(plan.main().orElseThrow().type())
        ? readBack
            .find()
            .map(
                found -> {
                  supersede(plan, attempt);
                  return readBack.delivered(found, List.of());
                })
        : Optional.empty();
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
    supersede(plan, attempt);
    return new Delivered(attempt.receipt(plan, main, List.of(main), List.of()));
  }

  private static void supersede(WritePlan plan, DeliveryAttempt attempt) {
    plan.steps().stream()
        .filter(step -> step.way() == Way.SUPERSEDE)
        .forEach(step -> Retirement.supersede(step, attempt, FHIR_MESSAGE));
  }

  private static Step header(WritePlan plan) {
    return plan.steps().stream()
        .filter(step -> step.resource() instanceof MessageHeader)
        .findFirst()
        .orElseThrow();
  }

  /** What the receiver says in its own message, or without one. */
  private static Optional<Outcome> refusal(FhirResponse told, WritePlan plan) {
    if (told.bare()) {
      return Optional.empty();
    }
    var outcome = told.as(OperationOutcome.class);
    if (outcome.isPresent()) {
      return outcome
          .filter(MessageWrite::hasErrors)
          .map(said -> new Refused("message refused: " + Reasons.of(said)));
    }
    var response =
        told.as(Bundle.class)
            .map(Bundle::getEntryFirstRep)
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(MessageHeader.class::isInstance)
            .map(header -> ((MessageHeader) header).getResponse());
    var ours = header(plan).resource().getIdElement().getIdPart();
    return response.filter(one -> isTo(ours, one.getIdentifier())).isEmpty()
        ? Optional.of(new Unknown("an answer that does not say what was received"))
        : refusal(response.get().getCode());
  }

  /** Some take the entry's full URL for the header's id. */
  private static boolean isTo(String ours, String said) {
    return said != null && said.replaceFirst("^urn:uuid:", "").equals(ours);
  }

  private static Optional<Outcome> refusal(ResponseType code) {
    if (code == ResponseType.OK) {
      return Optional.empty();
    }
    return Optional.of(
        switch (code == null ? ResponseType.NULL : code) {
          case TRANSIENTERROR -> new TryLater("message answered: transient-error");
          case FATALERROR -> new Refused("message answered: fatal-error");
          case OK, NULL -> new Unknown("an answer that does not say what was received");
        });
  }

  private static boolean hasErrors(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .anyMatch(
            issue ->
                issue.getSeverity() == IssueSeverity.ERROR
                    || issue.getSeverity() == IssueSeverity.FATAL);
  }
}
