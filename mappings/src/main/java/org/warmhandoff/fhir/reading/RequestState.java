package org.warmhandoff.fhir.reading;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.warmhandoff.record.ReferralStatus.State;

/** What a ServiceRequest says of its referral, at partners that have no Task for it. */
public final class RequestState {

  private static final String STATUS = "ServiceRequest.status";

  /** <a href="http://hl7.org/fhir/R4/extension-request-statusreason.html">Its page</a>. */
  public static final String REASON =
      "http://hl7.org/fhir/StructureDefinition/request-statusReason";

  private RequestState() {}

  static State of(ServiceRequest request, Doubts doubts) {
    var code = FromFhir.code(request.getStatusElement()).orElse("");
    return switch (code) {
      case "active" -> State.REQUESTED;
      case "draft" -> doubtful(doubts, "is draft, though the program has asked", State.REQUESTED);
      case "on-hold" -> State.ON_HOLD;
      case "revoked" -> State.CANCELLED;
      case "completed" -> State.COMPLETED;
      case "entered-in-error" -> State.ENTERED_IN_ERROR;
      case "unknown" -> doubtful(doubts, "is unknown", State.NOT_UNDERSTOOD);
      case "" -> doubtful(doubts, "is missing", State.NOT_UNDERSTOOD);
      default -> doubtful(doubts, "is not a code of FHIR R4", State.NOT_UNDERSTOOD);
    };
  }

  /** R4 has no element for it. */
  static Optional<String> reason(ServiceRequest request) {
    return request.getExtension().stream()
        .filter(extension -> REASON.equals(extension.getUrl()))
        .filter(extension -> extension.getValue() instanceof CodeableConcept)
        .flatMap(extension -> FromFhir.words((CodeableConcept) extension.getValue()).stream())
        .findFirst();
  }

  private static State doubtful(Doubts doubts, String why, State state) {
    doubts.add(STATUS, why);
    return state;
  }
}
