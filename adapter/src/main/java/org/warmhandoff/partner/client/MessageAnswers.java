package org.warmhandoff.partner.client;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;

/**
 * What a success means that answers a FHIR message: the receiver may refuse what is in it.
 *
 * @see <a href="https://hl7.org/fhir/R4/messaging.html">Messaging</a>
 */
public final class MessageAnswers {

  private MessageAnswers() {}

  /**
   * What the receiver says, in a message of its own or without one; empty where it has it.
   *
   * @param sent the id of the header that was sent
   */
  public static Optional<Outcome> refusal(FhirResponse answer, String sent) {
    if (answer.bare()) {
      return Optional.empty();
    }
    var outcome = answer.as(OperationOutcome.class);
    if (outcome.isPresent()) {
      return outcome
          .filter(MessageAnswers::hasErrors)
          .map(said -> new Refused("message refused: " + Reasons.of(said)));
    }
    var response =
        answer
            .as(Bundle.class)
            .map(Bundle::getEntryFirstRep)
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(MessageHeader.class::isInstance)
            .map(header -> ((MessageHeader) header).getResponse());
    return response.filter(one -> isTo(sent, one.getIdentifier())).isEmpty()
        ? Optional.of(new Unknown("an answer that does not say what was received"))
        : refusal(response.get().getCode());
  }

  /** Some take the entry's full URL for the header's id. */
  private static boolean isTo(String sent, String named) {
    return named != null && named.replaceFirst("^urn:uuid:", "").equals(sent);
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
