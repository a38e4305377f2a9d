package org.warmhandoff.partner.client;

import static org.warmhandoff.partner.client.Request.Doing.WRITING;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.VendorCode;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.Reply.Why;

/**
 * What an answer means, by its status, its OperationOutcome and what is configured of the partner.
 * Of what the partner wrote it keeps codes and what {@link Reasons} let through, for the rest may
 * hold PHI.
 */
public final class ResponseClassifier {

  private static final int MOST_PLACES = 20;

  private static final String OVERSIZED =
      "answers with more than is taken in: bytes, elements, depth or headers; ask its maker, or"
          + " narrow what its searches find";

  private final Persona persona;

  /** What answers of a partner mean that differs as its persona says. */
  public ResponseClassifier(Persona persona) {
    this.persona = persona;
  }

  /** What it means that there was no whole answer. */
  PartnerFailure lost(Why why, Request request) {
    if (why == Why.TOO_LARGE && request.doing() != WRITING) {
      return new PartnerFailure(new PartnerFault(AttentionReason.OVERSIZED_ANSWER, OVERSIZED));
    }
    return why == Why.NEVER_LEFT
        ? new PartnerFailure(new TryLater(why.words(), Optional.empty(), Reach.GONE))
        : unclear(why.words(), request, Optional.empty());
  }

  /**
   * What an answer other than a success means.
   *
   * @param asked how long the partner asks to be left alone
   */
  PartnerFailure failure(FhirResponse answer, Request request, Optional<Duration> asked) {
    return persona
        .meaning(answer.status(), answer.outcome())
        .map(means -> vendor(means, answer, request, asked))
        .orElseGet(() -> byCode(answer, request, asked));
  }

  /** A success that does not say what it should. */
  PartnerFailure garbage(Request request) {
    var unclear = unclear("an answer that cannot be read", request, Optional.empty());
    return new PartnerFailure(
        unclear.outcome(), Meaning.UNREADABLE, Optional.of(request.uses()), List.of());
  }

  private PartnerFailure vendor(
      VendorCode.Meaning means, FhirResponse answer, Request request, Optional<Duration> asked) {
    return switch (means) {
      case REFUSED -> refused(answer, request, Meaning.REFUSED);
      case TRY_LATER -> new PartnerFailure(new TryLater(note(answer), asked, Reach.ANSWERS));
      case NOT_SUPPORTED -> refused(answer, request, Meaning.NOT_SUPPORTED);
      case VERSION_CONFLICT -> conflict(answer, request, asked);
      case NO_SUCH_PATIENT -> refused(answer, request, Meaning.NO_SUCH_PATIENT);
      case DUPLICATE -> refused(answer, request, Meaning.DUPLICATE);
    };
  }

  /** The issue's code says more than the status, where a FHIR server gives one. */
  private PartnerFailure byCode(FhirResponse answer, Request request, Optional<Duration> asked) {
    var codes = codes(answer);
    if (codes.contains("not-supported")) {
      return refused(answer, request, notSupported(answer));
    }
    if (answer.status() >= 500) {
      return byStatus(answer, request, asked);
    }
    if (codes.contains("throttled")) {
      return new PartnerFailure(new TryLater(note(answer), asked, Reach.BUSY));
    }
    if (codes.contains("duplicate")) {
      return refused(answer, request, Meaning.DUPLICATE);
    }
    if (codes.contains("conflict") || codes.contains("multiple-matches")) {
      return conflict(answer, request, asked);
    }
    return codes.contains("lock-error") || codes.contains("transient")
        ? new PartnerFailure(new TryLater(note(answer), asked, Reach.ANSWERS))
        : byStatus(answer, request, asked);
  }

  /** An element, a type or an entry that is not supported says nothing of the interaction. */
  private static Meaning notSupported(FhirResponse answer) {
    return places(answer).isEmpty() ? Meaning.NOT_SUPPORTED : Meaning.REFUSED;
  }

  /**
   * A refusal ends a delivery until a person looks at it. So only a 4xx to a write is one, and only
   * where the server itself says it: a sign-on page or a gateway that is unwell for a while says
   * 302, 403 and 404 as well. A page is a gateway's; JSON, or no word at all, is the server's, but
   * for what it has: that only FHIR says. A 503 of a gateway may come after the server has done
   * what was asked.
   */
  private PartnerFailure byStatus(FhirResponse answer, Request request, Optional<Duration> asked) {
    return switch (answer.status()) {
      case 429 -> new PartnerFailure(new TryLater(note(answer), asked, Reach.BUSY));
      case 503 ->
          answer.saidInFhir() || asked.isPresent()
              ? new PartnerFailure(new TryLater(note(answer), asked, Reach.BUSY))
              : unclear(note(answer), request, asked);
      case 401 -> new PartnerFailure(new TryLater(note(answer), asked, Reach.AILING));
      case 409, 412 -> conflict(answer, request, asked);
      case 408 -> unclear(note(answer), request, asked);
      // Whoever says it, a gateway as well, has not passed it on (RFC 9110, 15.5.14).
      case 413 -> refused(answer, request, Meaning.REFUSED);
      case 404, 410 ->
          answer.saidInFhir()
              ? refused(answer, request, Meaning.NOT_THERE)
              : unclear(note(answer), request, asked);
      case 405, 501 ->
          answer.isTheServers()
              ? refused(answer, request, Meaning.NOT_SUPPORTED)
              : unclear(note(answer), request, asked);
      default ->
          answer.status() >= 400 && answer.status() < 500 && answer.isTheServers()
              ? refused(answer, request, answer.status() == 403 ? Meaning.CLOSED : Meaning.REFUSED)
              : unclear(note(answer), request, asked);
    };
  }

  /**
   * A question that is refused to one participant after another is about everybody, such as rights
   * that were taken from us; what is not supported is asked in another way next time.
   */
  private static PartnerFailure refused(FhirResponse answer, Request request, Meaning meaning) {
    var reach = meaning == Meaning.NOT_SUPPORTED ? Reach.ANSWERS : Reach.AILING;
    var outcome =
        request.doing() == WRITING
            ? new Refused(note(answer))
            : new TryLater(note(answer), Optional.empty(), reach);
    return new PartnerFailure(outcome, meaning, Optional.of(request.uses()), places(answer));
  }

  private static PartnerFailure conflict(
      FhirResponse answer, Request request, Optional<Duration> asked) {
    return new PartnerFailure(
        new TryLater(note(answer), asked, Reach.ANSWERS),
        Meaning.CONFLICT,
        Optional.of(request.uses()),
        places(answer));
  }

  private static List<String> places(FhirResponse answer) {
    return answer.outcome().getIssue().stream()
        .flatMap(
            issue -> Stream.concat(issue.getExpression().stream(), issue.getLocation().stream()))
        .map(StringType::getValue)
        .filter(place -> place != null && !place.isBlank())
        .limit(MOST_PLACES)
        .toList();
  }

  private static PartnerFailure unclear(String note, Request request, Optional<Duration> asked) {
    return switch (request.doing()) {
      case ASKING -> new PartnerFailure(new TryLater(note, asked, Reach.AILING));
      case WRITING -> new PartnerFailure(new Unknown(note + " to a write", Reach.AILING));
    };
  }

  private static String note(FhirResponse answer) {
    var reasons = Reasons.of(answer.outcome());
    return "answered " + answer.status() + (reasons.isEmpty() ? "" : ": " + reasons);
  }

  private static Set<String> codes(FhirResponse answer) {
    return answer.outcome().getIssue().stream()
        .filter(OperationOutcomeIssueComponent::hasCode)
        .map(issue -> issue.getCode().toCode())
        .collect(Collectors.toSet());
  }
}
