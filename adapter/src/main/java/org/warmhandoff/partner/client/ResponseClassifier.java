package org.warmhandoff.partner.client;

import static org.warmhandoff.partner.client.Request.Doing.WRITING;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.VendorCode;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.Reply.LossReason;

/**
 * What an answer means, by its status, the kind of its body, its OperationOutcome and what is
 * configured of the partner; and what it means where it answers a transaction, a message, a later
 * page of a search, or a question before or after a write. Of what the partner wrote it keeps codes
 * and what {@link Reasons} let through, for the rest may hold PHI.
 */
public final class ResponseClassifier {

  private static final String OVERSIZED =
      "answers with more than is taken in: bytes, elements, depth or headers; ask its maker, or"
          + " narrow what its searches find";

  private final Persona persona;

  /** What answers of a partner mean that differs as its persona says. */
  public ResponseClassifier(Persona persona) {
    this.persona = persona;
  }

  /** What it means that there was no whole answer. */
  PartnerFailure lost(LossReason why, Request request) {
    if (why == LossReason.TOO_LARGE && request.doing() != WRITING) {
      return new PartnerFailure(new PartnerFault(AttentionReason.OVERSIZED_ANSWER, OVERSIZED));
    }
    return why == LossReason.NEVER_LEFT
        ? new PartnerFailure(new TryLater(why.words(), Optional.empty(), Reach.GONE))
        : unclear(why.words(), request, Optional.empty());
  }

  /**
   * What a whole answer means: no failure where it is a success that can be read, or says nothing.
   *
   * @param asked how long the partner asks to be left alone
   */
  PartnerAnswer<FhirResponse> judged(
      FhirResponse answer, Request request, Optional<Duration> asked) {
    if (answer.status() < 200 || answer.status() >= 300) {
      return PartnerAnswer.failed(failure(answer, request, asked));
    }
    return answer.bare() || answer.resource().isPresent()
        ? PartnerAnswer.of(answer)
        : PartnerAnswer.failed(garbage(request));
  }

  private PartnerFailure failure(FhirResponse answer, Request request, Optional<Duration> asked) {
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
    var codes = Issues.codes(answer.outcome());
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
    return Issues.places(answer.outcome()).isEmpty() ? Meaning.NOT_SUPPORTED : Meaning.REFUSED;
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
          isInFhir(answer) || asked.isPresent()
              ? new PartnerFailure(new TryLater(note(answer), asked, Reach.BUSY))
              : unclear(note(answer), request, asked);
      case 401 -> new PartnerFailure(new TryLater(note(answer), asked, Reach.AILING));
      case 409, 412 -> conflict(answer, request, asked);
      case 408 -> unclear(note(answer), request, asked);
      // Whoever says it, a gateway as well, has not passed it on (RFC 9110, 15.5.14).
      case 413 -> refused(answer, request, Meaning.REFUSED);
      case 404, 410 ->
          isInFhir(answer)
              ? refused(answer, request, Meaning.NOT_THERE)
              : unclear(note(answer), request, asked);
      case 405, 501 ->
          isTheServers(answer)
              ? refused(answer, request, Meaning.NOT_SUPPORTED)
              : unclear(note(answer), request, asked);
      default ->
          answer.status() >= 400 && answer.status() < 500 && isTheServers(answer)
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
    return new PartnerFailure(
        outcome, meaning, Optional.of(request.uses()), Issues.places(answer.outcome()));
  }

  private static PartnerFailure conflict(
      FhirResponse answer, Request request, Optional<Duration> asked) {
    return new PartnerFailure(
        new TryLater(note(answer), asked, Reach.ANSWERS),
        Meaning.CONFLICT,
        Optional.of(request.uses()),
        Issues.places(answer.outcome()));
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

  /** Whether a FHIR server itself answered, and not something in front of it. */
  private static boolean isInFhir(FhirResponse answer) {
    return answer.as(OperationOutcome.class).isPresent();
  }

  /** Whether the server itself answered, in FHIR or not; a gateway answers with a page. */
  private static boolean isTheServers(FhirResponse answer) {
    return isInFhir(answer) || answer.bare() || answer.json();
  }

  /** Whether it says that a patient is not there, or not any more. */
  static boolean isGone(PartnerFailure failure) {
    return failure.means(Meaning.NOT_THERE, Meaning.NO_SUCH_PATIENT);
  }

  /** Whether it says that patients are not for us to read. */
  static boolean isClosed(PartnerFailure failure) {
    return failure.means(Meaning.CLOSED, Meaning.NOT_SUPPORTED);
  }

  /** What may not be there (404, 410) or be closed to us (403), which is empty then. */
  static <R> PartnerAnswer<Optional<R>> ifShown(PartnerAnswer<Optional<R>> answer) {
    return answer
            .failure()
            .filter(failure -> failure.means(Meaning.NOT_THERE, Meaning.CLOSED))
            .isPresent()
        ? PartnerAnswer.none()
        : answer;
  }

  /** What may not be there (404, 410), which is empty then. */
  public static <R> PartnerAnswer<Optional<R>> ifThere(PartnerAnswer<R> answer) {
    return answer.failure().filter(failure -> failure.means(Meaning.NOT_THERE)).isPresent()
        ? PartnerAnswer.none()
        : answer.map(Optional::of);
  }

  /** What a failure means where the partner itself named the page that was asked for. */
  static PartnerFailure ofLaterPage(PartnerFailure failure) {
    return failure.means(Meaning.REFUSED, Meaning.NOT_THERE, Meaning.CLOSED, Meaning.NOT_SUPPORTED)
        ? new PartnerFailure(
            new TryLater("the next page of a search is not there: " + failure.outcome().note()),
            Meaning.PAGE_GONE,
            Optional.empty(),
            List.of())
        : failure;
  }

  /**
   * Whether a page of a search holds all that it should: not beside a warning (R4, 3.1.1.5,
   * search.mode outcome), or a note that is more than information, such as that something was left
   * out.
   */
  static boolean isComplete(Bundle page) {
    return page.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(OperationOutcome.class::isInstance)
        .noneMatch(outcome -> Issues.sayMoreThanInformation((OperationOutcome) outcome));
  }

  /** What a success means that answers a transaction: each of its entries has to be one as well. */
  public static PartnerAnswer<Bundle> ofTransaction(FhirResponse answer, Bundle sent) {
    return PartnerAnswer.of(
        answer.as(Bundle.class).filter(response -> isWhole(response, sent)),
        ResponseClassifier::doesNotSay);
  }

  private static boolean isWhole(Bundle response, Bundle sent) {
    return response.getType() == BundleType.TRANSACTIONRESPONSE
        && response.getEntry().size() == sent.getEntry().size()
        && response.getEntry().stream()
            .map(entry -> entry.getResponse().getStatus())
            .allMatch(status -> status != null && status.startsWith("2"));
  }

  /** A success after which it is not known whether anything was written. */
  public static PartnerFailure doesNotSay() {
    return new PartnerFailure(new Unknown("an answer that does not say what was written"));
  }

  /**
   * What a success means that answers a message: its receiver may refuse what is in it, in a
   * message of its own or without one. Empty where it has it.
   *
   * @param sent the id of the header that was sent
   * @see <a href="https://hl7.org/fhir/R4/messaging.html">Messaging</a>
   */
  public static Optional<Outcome> ofMessage(FhirResponse answer, String sent) {
    if (answer.bare()) {
      return Optional.empty();
    }
    var outcome = answer.as(OperationOutcome.class);
    if (outcome.isPresent()) {
      return outcome
          .filter(Issues::hasErrors)
          .map(errors -> new Refused("message refused: " + Reasons.of(errors)));
    }
    var response =
        answer
            .as(Bundle.class)
            .map(Bundle::getEntryFirstRep)
            .map(BundleEntryComponent::getResource)
            .filter(MessageHeader.class::isInstance)
            .map(header -> ((MessageHeader) header).getResponse());
    return response.filter(one -> isTo(sent, one.getIdentifier())).isEmpty()
        ? Optional.of(new Unknown("an answer that does not say what was received"))
        : ofMessage(response.get().getCode());
  }

  /** Some take the entry's full URL for the header's id. */
  private static boolean isTo(String sent, String named) {
    return named != null && named.replaceFirst("^urn:uuid:", "").equals(sent);
  }

  private static Optional<Outcome> ofMessage(ResponseType code) {
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

  /**
   * What a failure means where a question was asked that says nothing of the record: whatever the
   * partner answers, it is no refusal of it.
   *
   * @param question such as {@code asked what it takes}
   */
  public static PartnerFailure beforeWriting(String question, PartnerFailure failure) {
    var outcome = failure.outcome();
    var notBefore =
        outcome instanceof TryLater later ? later.notBefore() : Optional.<Duration>empty();
    return new PartnerFailure(
        new TryLater(question + ": " + outcome.note(), notBefore, outcome.reach()));
  }

  /** What a failure means where it was asked after a write: as long as it is not seen, unclear. */
  public static PartnerFailure afterWriting(PartnerFailure failure) {
    return new PartnerFailure(
        new Unknown(
            "written, and could not be read back: " + failure.outcome().note(),
            failure.outcome().reach()));
  }

  /** What it means that something is not there after a write of it was answered with success. */
  public static PartnerFailure notThereAfterWriting() {
    return new PartnerFailure(new Unknown("written, and not found when read back"));
  }
}
