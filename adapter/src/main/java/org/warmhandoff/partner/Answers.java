package org.warmhandoff.partner;

import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.client.exceptions.NonFhirResponseException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.http.conn.ConnectTimeoutException;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Outcome.Unknown;
import org.warmhandoff.flow.port.Reach;

/**
 * What a failed request means. The one class that reads HAPI's exceptions; of what the partner
 * wrote it keeps the status alone, for the rest may hold PHI.
 */
final class Answers {

  /** Whether the request could have changed anything at the partner. */
  enum Doing {
    ASKING,
    WRITING
  }

  private Answers() {}

  static Outcome outcome(
      BaseServerResponseException failure, Doing doing, Optional<Duration> retryAfter) {
    if (neverLeft(failure)) {
      return new TryLater("could not be reached", Optional.empty(), Reach.GONE);
    }
    if (failure instanceof FhirClientConnectionException
        || (failure instanceof NonFhirResponseException && failure.getStatusCode() < 300)) {
      return unclear("no whole FHIR answer", doing, Optional.empty());
    }
    return byStatus(failure, doing, retryAfter);
  }

  /** Whether a FHIR server itself said so, and not something in front of it. */
  static boolean saidInFhir(BaseServerResponseException failure) {
    return failure.getOperationOutcome() != null;
  }

  /** An answer that is not FHIR, though the connection held. */
  static Outcome garbage(Doing doing) {
    return unclear("an answer that cannot be read", doing, Optional.empty());
  }

  /**
   * A refusal ends a delivery until a person looks at it. So only a 4xx to a write is one, and only
   * where the FHIR server says it: a sign-on page or a gateway that is unwell for a while says 302,
   * 403 and 404 as well.
   */
  private static Outcome byStatus(
      BaseServerResponseException failure, Doing doing, Optional<Duration> retryAfter) {
    var status = failure.getStatusCode();
    var note = "answered " + status;
    return switch (status) {
      case 429, 503 -> new TryLater(note, retryAfter, Reach.BUSY);
      case 401, 409, 412 -> new TryLater(note, retryAfter, Reach.ANSWERS);
      case 408 -> unclear(note, doing, retryAfter);
      default ->
          doing == Doing.WRITING && status >= 400 && status < 500 && saidInFhir(failure)
              ? new Refused(note)
              : unclear(note, doing, retryAfter);
    };
  }

  private static Outcome unclear(String note, Doing doing, Optional<Duration> retryAfter) {
    return switch (doing) {
      case ASKING -> new TryLater(note, retryAfter, Reach.AILING);
      case WRITING -> new Unknown(note + " to a write", Reach.AILING);
    };
  }

  private static boolean neverLeft(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof ConnectTimeoutException
          || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
