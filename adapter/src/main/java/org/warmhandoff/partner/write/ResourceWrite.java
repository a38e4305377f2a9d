package org.warmhandoff.partner.write;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.FhirResponse;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;

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
   * @throws PartnerFailure where it cannot be written
   */
  Optional<Written> write(Step step, Map<String, String> before) {
    var resource = step.resolve(before);
    var way = step.way();
    for (var round = 1; ; round++) {
      try {
        var written = write(step, resource, way);
        doubted.ifPresent(attempt::remember);
        doubted = Optional.empty();
        return written;
      } catch (PartnerFailure failure) {
        lookup.forget();
        if (round == ROUNDS
            || !(canGoOn(failure, step) || isConditionRefused(failure, way, step))) {
          throw failure;
        }
        way = searching(way);
      }
    }
  }

  /**
   * Some declare conditions and refuse them: what is there is looked for then. Whether the
   * condition was at fault or what was sent, the next answer shows.
   */
  private boolean isConditionRefused(PartnerFailure failure, Way way, Step step) {
    var conditional = way == Way.CONDITIONAL_UPDATE || way == Way.CONDITIONAL_CREATE;
    if (!conditional || !attempt.offer().finds(step.type())) {
      return false;
    }
    var refused =
        (failure.means(Meaning.REFUSED)
                && failure.outcome() instanceof Refused
                && !failure.isAboutContent()
                && new FhirReads(attempt.session()).patient(attempt.patient())
                    instanceof FhirReads.Seen.Present)
            || (failure.means(Meaning.CONFLICT) && attempt.delivery().attempt() > 1);
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
  private boolean canGoOn(PartnerFailure failure, Step step) {
    if (failure.means(Meaning.NOT_THERE)) {
      return failure.isOf("update");
    }
    return failure.means(Meaning.CONFLICT, Meaning.DUPLICATE)
        && attempt.offer().finds(step.type())
        && lookup.find(step).isPresent();
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

  private Optional<Written> write(Step step, DomainResource resource, Way way) {
    return switch (way) {
      case CONDITIONAL_UPDATE -> Optional.of(writeBy(step, resource));
      case CONDITIONAL_CREATE -> Optional.of(createIfNone(step, resource));
      case SEARCH_THEN_WRITE ->
          Optional.of(
              lookup
                  .find(step)
                  .map(there -> update(step, resource, there))
                  .orElseGet(() -> create(step, resource)));
      case SEARCH_THEN_CREATE ->
          Optional.of(
              lookup
                  .find(step)
                  .map(there -> as(step, there))
                  .orElseGet(() -> create(step, resource)));
      case UPDATE_IF_THERE -> lookup.find(step).map(there -> update(step, resource, there));
      case AT_OWN_ID -> Optional.of(atOwnId(step, resource));
      case SUPERSEDE, IN_MESSAGE -> Optional.empty();
    };
  }

  private Written writeBy(Step step, DomainResource resource) {
    lookup.mustBeShown(step);
    var there =
        attempt.delivery().inDoubt() ? unchanged(step, resource) : Optional.<Written>empty();
    return there.orElseGet(
        () ->
            place(
                step,
                attempt.write(form, attempt.requests().updateBy(resource, step.identifier()))));
  }

  /** What an earlier attempt wrote and stands there as it was sent need not be written again. */
  private Optional<Written> unchanged(Step step, DomainResource resource) {
    return attempt.offer().finds(step.type())
        ? lookup
            .find(step)
            .filter(there -> OwnResources.isSame(resource, there))
            .map(there -> as(step, there))
        : Optional.empty();
  }

  private Written createIfNone(Step step, DomainResource resource) {
    lookup.mustBeShown(step);
    var request = attempt.requests().createIfNone(resource, step.identifier());
    return place(
        step, step.main() ? attempt.writeInOrder(form, request) : attempt.write(form, request));
  }

  private Written atOwnId(Step step, DomainResource resource) {
    var answer = attempt.write(form, attempt.requests().updateAtOwnId(resource));
    return new Written(
        step.type(),
        OwnResources.token(step.identifier()),
        resource.getIdElement().getIdPart(),
        answer.place(step.type()).flatMap(FhirResponse.Place::version).or(answer::version));
  }

  private Written create(Step step, DomainResource resource) {
    attempt
        .mayStillCome()
        .ifPresent(
            later -> {
              throw new PartnerFailure(later);
            });
    return place(step, attempt.write(form, attempt.requests().create(resource)));
  }

  private Written update(Step step, DomainResource resource, DomainResource there) {
    if (OwnResources.isSame(resource, there)) {
      return as(step, there);
    }
    var id = there.getIdElement().getIdPart();
    var over = attempt.toMatch(there);
    var request = attempt.requests().update(resource, id, over);
    var answer =
        step.main() && over.isPresent()
            ? attempt.writeInOrder(form, request)
            : attempt.write(form, request);
    return new Written(
        step.type(),
        OwnResources.token(step.identifier()),
        id,
        answer.place(step.type()).flatMap(FhirResponse.Place::version).or(answer::version));
  }

  private Optional<DomainResource> searchAnew(Step step) {
    lookup.forget();
    return lookup.search(step.resource(), step.identifier());
  }

  /** Where the answer does not say, it is looked for: what is written must be found again. */
  private Written place(Step step, FhirResponse answer) {
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
    return made.or(
            () -> PartnerFailure.afterWriting(() -> searchAnew(step)).map(there -> as(step, there)))
        .orElseThrow(
            () -> new PartnerFailure(new Unknown("an answer that does not say what was written")));
  }

  private static Written as(Step step, DomainResource there) {
    return new Written(
        step.type(),
        OwnResources.token(step.identifier()),
        there.getIdElement().getIdPart(),
        Optional.ofNullable(there.getMeta().getVersionId()));
  }
}
