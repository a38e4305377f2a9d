package org.warmhandoff.partner.write;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;

/**
 * The other way in which a record is tried where a partner refused it without saying that it does
 * not do that at all: without an element, as another type of document, or without a transaction.
 */
final class ReducedAttempt {

  private static final String DOCUMENT = "DocumentReference";
  private static final String CONTENT = "DocumentReference.content";

  private ReducedAttempt() {}

  /** What is assumed of the partner from here on; empty where there is no other way. */
  static Optional<Refusal> from(PartnerFailure failure, WritePlan plan, DeliveryAttempt attempt) {
    var assumed =
        refused(failure) ? without(failure, plan, attempt) : conflicting(failure, plan, attempt);
    assumed.ifPresent(attempt::assume);
    return assumed;
  }

  private static boolean refused(PartnerFailure failure) {
    return failure.means(Meaning.REFUSED) && failure.isRefusal();
  }

  private static Optional<Refusal> without(
      PartnerFailure failure, WritePlan plan, DeliveryAttempt attempt) {
    return element(failure, attempt)
        .or(() -> format(failure, plan, attempt))
        .or(
            () ->
                transaction(failure, attempt)
                    .filter(one -> !failure.isAboutContent() || isEntry(failure)));
  }

  /** An element that R4 does not ask for and that changes nothing of what the others mean. */
  private static Optional<Refusal> element(PartnerFailure failure, DeliveryAttempt attempt) {
    return failure.elements().stream()
        .filter(path -> !path.startsWith(CONTENT))
        .flatMap(ReducedAttempt::upwards)
        .flatMap(path -> Refusal.ofElement(path).stream())
        .filter(refusal -> !attempt.assumes(refusal))
        .findFirst();
  }

  /** What cannot be left out by itself may be with what it is part of. */
  private static Stream<String> upwards(String path) {
    return Stream.iterate(
        path,
        one -> one.indexOf('.') > 0 && one.indexOf('.') < one.length() - 1,
        one -> one.substring(0, Math.max(one.lastIndexOf('.'), 0)));
  }

  private static Optional<Refusal> format(
      PartnerFailure failure, WritePlan plan, DeliveryAttempt attempt) {
    return Optional.of(failure)
        .filter(one -> one.isOf(DOCUMENT, "create") || one.isOf(DOCUMENT, "conditional-create"))
        .filter(one -> one.elements().stream().allMatch(path -> path.startsWith(CONTENT)))
        .flatMap(one -> format(plan))
        .map(Refusal::ofFormat)
        .filter(refusal -> !attempt.assumes(refusal));
  }

  private static Optional<DocumentFormat> format(WritePlan plan) {
    return plan.steps().stream()
        .filter(step -> plan.form() == Form.DOCUMENT || plan.form() == Form.PARTS)
        .filter(step -> step.resource() instanceof DocumentReference)
        .map(step -> (DocumentReference) step.resource())
        .map(document -> document.getContentFirstRep().getAttachment().getContentType())
        .flatMap(ReducedAttempt::formats)
        .findFirst();
  }

  private static Stream<DocumentFormat> formats(String contentType) {
    return Arrays.stream(DocumentFormat.values())
        .filter(format -> format.contentType().equals(contentType));
  }

  private static Optional<Refusal> transaction(PartnerFailure failure, DeliveryAttempt attempt) {
    return Optional.of(failure)
        .filter(one -> one.isOf("", "transaction"))
        .map(one -> Refusal.ofTransactions(attempt.delivery().key().kind()))
        .filter(refusal -> !attempt.assumes(refusal));
  }

  /** The place of an entry is the server's own order, and says nothing of what is in it. */
  private static boolean isEntry(PartnerFailure failure) {
    return failure.elements().isEmpty();
  }

  /**
   * A transaction that conflicts again where nobody else wrote: some conditions are declared, and
   * answered 412 whatever is there.
   */
  private static Optional<Refusal> conflicting(
      PartnerFailure failure, WritePlan plan, DeliveryAttempt attempt) {
    return failure.means(Meaning.CONFLICT)
            && plan.form() == Form.GRAPH
            && attempt.delivery().attempt() > 1
        ? transaction(failure, attempt)
        : Optional.empty();
  }
}
