package org.warmhandoff.partner.write;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.FhirResponse;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.partner.client.ResponseClassifier;

/** Writes one resource, however the partner lets that be done. */
final class ResourceWrite {

  private static final int ROUNDS = 3;

  private final DeliveryAttempt attempt;
  private final Form form;
  private final Lookup lookup;
  private Optional<Refusal> doubted = Optional.empty();

  ResourceWrite(DeliveryAttempt attempt, Form form) {
    this.attempt = attempt;
    this.form = form;
    this.lookup = new Lookup(attempt);
  }

  /**
   * Writes the step. Where somebody else was faster, or it is not where we last saw it, it is
   * looked for anew and written in the version that is there then.
   *
   * @param before from the full URLs of earlier steps to the partner's own references
   * @return what is there now; empty where there was nothing to do
   */
  PartnerAnswer<Optional<Written>> write(Step step, Map<String, String> before) {
    return write(step, step.resolve(before), step.way(), 1);
  }

  private PartnerAnswer<Optional<Written>> write(
      Step step, DomainResource resource, Way way, int round) {
    var written = write(step, resource, way);
    var failure = written.failure();
    if (failure.isEmpty()) {
      doubted.ifPresent(attempt::remember);
      doubted = Optional.empty();
      return written;
    }
    lookup.forget();
    return round == ROUNDS
        ? written
        : isWorthAnother(failure.get(), way, step)
            .then(yes -> yes ? write(step, resource, searching(way), round + 1) : written);
  }

  private PartnerAnswer<Boolean> isWorthAnother(PartnerFailure failure, Way way, Step step) {
    return canGoOn(failure, step)
        .then(can -> can ? PartnerAnswer.of(true) : isConditionRefused(failure, way, step));
  }

  /**
   * Some declare conditions and refuse them: what is there is looked for then. Whether the
   * condition was at fault or what was sent, the next answer shows.
   */
  private PartnerAnswer<Boolean> isConditionRefused(PartnerFailure failure, Way way, Step step) {
    var conditional = way == Way.CONDITIONAL_UPDATE || way == Way.CONDITIONAL_CREATE;
    return conditional && attempt.offer().finds(step.type())
        ? isConditionRefused(failure).map(refused -> doubted(refused, way, step))
        : PartnerAnswer.of(false);
  }

  private PartnerAnswer<Boolean> isConditionRefused(PartnerFailure failure) {
    return failure.means(Meaning.REFUSED) && failure.isRefusal() && !failure.isAboutContent()
        ? new FhirReads(attempt.session())
            .patient(attempt.patient())
            .map(FhirReads.Seen.Present.class::isInstance)
        : PartnerAnswer.of(failure.means(Meaning.CONFLICT) && attempt.delivery().attempt() > 1);
  }

  private boolean doubted(boolean refused, Way way, Step step) {
    if (refused) {
      doubted = Optional.of(refusal(way, step));
    }
    return refused;
  }

  private static Refusal refusal(Way way, Step step) {
    return new Refusal(
        step.type(), way == Way.CONDITIONAL_UPDATE ? "conditional-update" : "conditional-create");
  }

  /** Where it is there, or was and is not any more. */
  private PartnerAnswer<Boolean> canGoOn(PartnerFailure failure, Step step) {
    if (failure.means(Meaning.NOT_THERE)) {
      return PartnerAnswer.of(failure.isOf("update"));
    }
    return failure.means(Meaning.CONFLICT, Meaning.DUPLICATE) && attempt.offer().finds(step.type())
        ? lookup.find(step).map(Optional::isPresent)
        : PartnerAnswer.of(false);
  }

  private static Way searching(Way way) {
    return switch (way) {
      case CONDITIONAL_UPDATE -> Way.SEARCH_THEN_WRITE;
      case CONDITIONAL_CREATE -> Way.SEARCH_THEN_CREATE;
      case SEARCH_THEN_WRITE,
          SEARCH_THEN_CREATE,
          UPDATE_IF_THERE,
          AT_OWN_ID,
          SUPERSEDE,
          IN_MESSAGE ->
          way;
    };
  }

  private PartnerAnswer<Optional<Written>> write(Step step, DomainResource resource, Way way) {
    return switch (way) {
      case CONDITIONAL_UPDATE -> writeBy(step, resource).map(Optional::of);
      case CONDITIONAL_CREATE -> createIfNone(step, resource).map(Optional::of);
      case SEARCH_THEN_WRITE -> updateOrCreate(step, resource);
      case SEARCH_THEN_CREATE -> createUnlessThere(step, resource);
      case UPDATE_IF_THERE -> updateIfThere(step, resource);
      case AT_OWN_ID -> atOwnId(step, resource).map(Optional::of);
      case SUPERSEDE, IN_MESSAGE -> PartnerAnswer.none();
    };
  }

  private PartnerAnswer<Written> writeBy(Step step, DomainResource resource) {
    return lookup
        .mustBeShown(step)
        .then(shown -> unchanged(step, resource))
        .then(there -> there.map(PartnerAnswer::of).orElseGet(() -> put(step, resource)));
  }

  private PartnerAnswer<Written> put(Step step, DomainResource resource) {
    return attempt
        .write(form, attempt.requests().updateBy(resource, step.identifier()))
        .then(answer -> place(step, answer));
  }

  /** What an earlier attempt wrote and stands there as it was sent need not be written again. */
  private PartnerAnswer<Optional<Written>> unchanged(Step step, DomainResource resource) {
    return attempt.delivery().inDoubt() && attempt.offer().finds(step.type())
        ? lookup
            .find(step)
            .map(
                found ->
                    found
                        .filter(there -> OwnResources.isSame(resource, there))
                        .map(there -> as(step, there)))
        : PartnerAnswer.none();
  }

  private PartnerAnswer<Written> createIfNone(Step step, DomainResource resource) {
    var request = attempt.requests().createIfNone(resource, step.identifier());
    return lookup
        .mustBeShown(step)
        .then(shown -> write(request, step.main()))
        .then(answer -> place(step, answer));
  }

  private PartnerAnswer<FhirResponse> write(Request request, boolean inOrder) {
    return inOrder ? attempt.writeInOrder(form, request) : attempt.write(form, request);
  }

  private PartnerAnswer<Optional<Written>> updateOrCreate(Step step, DomainResource resource) {
    return lookup
        .find(step)
        .then(
            found ->
                found
                    .map(there -> update(step, resource, there).map(Optional::of))
                    .orElseGet(() -> create(step, resource)));
  }

  private PartnerAnswer<Optional<Written>> createUnlessThere(Step step, DomainResource resource) {
    return lookup
        .find(step)
        .then(
            found ->
                found
                    .map(there -> PartnerAnswer.of(Optional.of(as(step, there))))
                    .orElseGet(() -> create(step, resource)));
  }

  private PartnerAnswer<Optional<Written>> updateIfThere(Step step, DomainResource resource) {
    return lookup
        .find(step)
        .then(
            found ->
                found
                    .map(there -> update(step, resource, there).map(Optional::of))
                    .orElseGet(PartnerAnswer::none));
  }

  private PartnerAnswer<Written> atOwnId(Step step, DomainResource resource) {
    return attempt
        .write(form, attempt.requests().updateAtOwnId(resource))
        .map(answer -> at(resource.getIdElement().getIdPart(), step, answer));
  }

  /**
   * What stands beside an emergency would be there twice, if an earlier version's were carried out
   * after it: it follows when that can no longer happen. The main resource does not wait, nor does
   * what is another one with each version, such as a document.
   */
  private PartnerAnswer<Optional<Written>> create(Step step, DomainResource resource) {
    if (!step.main()
        && !attempt.isOfThisEdition(step.identifier())
        && attempt.earlierMayStillCome()) {
      doubted = Optional.empty();
      attempt.remark(step.type() + ": follows when no earlier version can be carried out any more");
      return PartnerAnswer.none();
    }
    return createNow(step, resource).map(Optional::of);
  }

  private PartnerAnswer<Written> createNow(Step step, DomainResource resource) {
    return attempt
        .mayStillCome()
        .map(PartnerFailure::new)
        .<PartnerAnswer<FhirResponse>>map(PartnerAnswer::failed)
        .orElseGet(() -> attempt.write(form, attempt.requests().create(resource)))
        .then(answer -> place(step, answer));
  }

  private PartnerAnswer<Written> update(Step step, DomainResource resource, DomainResource there) {
    if (OwnResources.isSame(resource, there)) {
      return PartnerAnswer.of(as(step, there));
    }
    var id = there.getIdElement().getIdPart();
    var over = attempt.toMatch(there);
    return write(attempt.requests().update(resource, id, over), step.main() && over.isPresent())
        .map(answer -> at(id, step, answer));
  }

  private static Written at(String id, Step step, FhirResponse answer) {
    return new Written(
        step.type(),
        OwnResources.token(step.identifier()),
        id,
        answer.place(step.type()).flatMap(FhirResponse.ResourceUrl::version).or(answer::version));
  }

  /** Where the answer does not say, it is looked for: what is written must be found again. */
  private PartnerAnswer<Written> place(Step step, FhirResponse answer) {
    var made =
        answer
            .place(step.type())
            .map(
                place ->
                    new Written(
                        step.type(),
                        OwnResources.token(step.identifier()),
                        place.id(),
                        place.version()));
    made.ifPresent(attempt::named);
    return made.map(PartnerAnswer::of).orElseGet(() -> searchAnew(step));
  }

  private PartnerAnswer<Written> searchAnew(Step step) {
    lookup.forget();
    return lookup
        .search(step.resource(), step.identifier())
        .mapFailure(ResponseClassifier::afterWriting)
        .then(found -> PartnerAnswer.of(found, ResponseClassifier::doesNotSay))
        .map(there -> as(step, there));
  }

  private static Written as(Step step, DomainResource there) {
    return new Written(
        step.type(),
        OwnResources.token(step.identifier()),
        there.getIdElement().getIdPart(),
        Optional.ofNullable(there.getMeta().getVersionId()));
  }
}
