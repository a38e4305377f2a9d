package org.warmhandoff.partner.write;

import static org.warmhandoff.fit.Form.GRAPH;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirResponse.ResourceUrl;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.ResponseClassifier;

/**
 * Every resource of the record, in one transaction, each found by its business identifier: so no
 * more than the main one need be known by the partner's own id.
 */
final class InTransaction {

  private static final int ROUNDS = 3;

  private final Retirement retirement;

  InTransaction(Retirement retirement) {
    this.retirement = retirement;
  }

  /**
   * Writes them, or finds what an earlier attempt wrote.
   *
   * @throws ConversationEnded where they cannot be written or read
   */
  Outcome carryOut(WritePlan plan, DeliveryAttempt attempt) {
    var readBack = new ReadBack(attempt, plan);
    if (attempt.delivery().inDoubt()) {
      // What may still come is on condition, and so cannot be there twice; that it comes over a
      // newer version is the outbox's to prevent.
      var found = readBack.find().orElseThrow();
      if (found.isEmpty()) {
        return new NotThere();
      }
      endWhatWasBefore(plan, attempt, false);
      return readBack.delivered(found.get(), List.of());
    }
    var main = plan.main().orElseThrow();
    ConversationEnded.ifAny(new Lookup(attempt).mustBeShown(main).failure());
    var response = written(plan, attempt);
    var place = main(plan, response);
    place.ifPresent(id -> attempt.named(made(main, id)));
    var found = readBack.written(place).orElseThrow();
    var retired = response.getEntry().size() > MainResourceVersion.entries(plan).size();
    endWhatWasBefore(plan, attempt, retired);
    return readBack.delivered(found, List.of());
  }

  /**
   * Once more where the record's main resource, or the plan that it replaces, is not as it was when
   * we read it.
   */
  private Bundle written(WritePlan plan, DeliveryAttempt attempt) {
    var known = MainResourceVersion.lastSeen(plan, attempt);
    var retired = Optional.<BundleEntryComponent>empty();
    for (var round = 1; ; round++) {
      var transaction = plan.transaction();
      known.ifPresent(main -> main.guard(transaction));
      var over = retirement.over(attempt).orElseThrow().flatMap(change -> change.entry(attempt));
      if (retired.isPresent() && over.isEmpty()) {
        ConversationEnded.ifAny(Retirement.changedMeanwhile(attempt));
      }
      retired = over;
      retired.ifPresent(transaction::addEntry);
      var written = written(transaction, known.isPresent(), attempt);
      if (round == ROUNDS || !isOverWhatChanged(written, known, retired)) {
        return written.orElseThrow();
      }
      known = known.flatMap(main -> main.anew(attempt));
    }
  }

  private static boolean isOverWhatChanged(
      PartnerAnswer<Bundle> written,
      Optional<MainResourceVersion> known,
      Optional<BundleEntryComponent> retired) {
    return written.failure().filter(failure -> isChanged(failure, known, retired)).isPresent();
  }

  private static boolean isChanged(
      PartnerFailure failure,
      Optional<MainResourceVersion> known,
      Optional<BundleEntryComponent> retired) {
    return failure.means(Meaning.CONFLICT)
        ? known.isPresent() || retired.isPresent()
        : failure.means(Meaning.NOT_THERE) && known.isPresent();
  }

  private static PartnerAnswer<Bundle> written(
      Bundle transaction, boolean inOrder, DeliveryAttempt attempt) {
    var request = attempt.requests().transaction(transaction);
    var answer = inOrder ? attempt.writeInOrder(GRAPH, request) : attempt.write(GRAPH, request);
    return answer.then(response -> ResponseClassifier.ofTransaction(response, transaction));
  }

  /** The id of the main resource, as far as the answer says. */
  private static Optional<String> main(WritePlan plan, Bundle response) {
    var type = plan.main().orElseThrow().type();
    var ofMain = response.getEntry().get(MainResourceVersion.place(plan)).getResponse();
    return Optional.ofNullable(ofMain.getLocation())
        .flatMap(ResourceUrl::of)
        .filter(place -> place.type().equals(type))
        .map(ResourceUrl::id);
  }

  private static Written made(Step main, String id) {
    return new Written(main.type(), OwnResources.token(main.identifier()), id, Optional.empty());
  }

  /**
   * What becomes of what was before it.
   *
   * @param retired whether the plan that it replaces was in the transaction; what is changed by a
   *     patch has no place in one
   */
  private void endWhatWasBefore(WritePlan plan, DeliveryAttempt attempt, boolean retired) {
    plan.steps().stream()
        .filter(step -> step.way() == Way.SUPERSEDE)
        .map(step -> Retirement.supersede(step, attempt, GRAPH))
        .forEach(ConversationEnded::ifAny);
    if (!retired) {
      ConversationEnded.ifAny(retirement.retire(attempt, GRAPH));
    }
  }
}
