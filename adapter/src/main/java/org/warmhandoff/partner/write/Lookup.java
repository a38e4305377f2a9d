package org.warmhandoff.partner.write;

import static java.util.Comparator.comparing;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fit.Step;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.Hits;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.write.Remotes.Remote;

/**
 * Looks for what is ours at a partner: where it was when it was last written, else by identifier
 * where that is offered, else among all that its patient has. That is read once for each type,
 * until {@link #forget}: a chart can be thousands of observations, and a record dozens of them.
 */
final class Lookup {

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String MANY = "100";

  /** US Core lets servers ask for a category beside the patient. */
  private static final Set<String> BY_CATEGORY =
      Set.of("CarePlan", "Condition", "Observation", "ServiceRequest");

  private final DeliveryAttempt attempt;
  private final FhirReads reads;
  private final Map<List<Object>, Hits<? extends DomainResource>> read = new HashMap<>();

  Lookup(DeliveryAttempt attempt) {
    this.attempt = attempt;
    this.reads = new FhirReads(attempt.session());
  }

  /** What was read of the patient's chart may have changed since. */
  void forget() {
    read.clear();
  }

  /**
   * What is there under the step's identifier.
   *
   * @throws PartnerFailure where the partner said that it has made it, and does not show it
   */
  Optional<DomainResource> find(Step step) {
    var known = attempt.remote(step.type(), step.identifier());
    var there =
        known
            .flatMap(one -> read(one.written(), step.identifier()))
            .or(() -> search(step.resource(), step.identifier()));
    if (there.isEmpty()) {
      known.ifPresent(this::mustBeShown);
    }
    return there;
  }

  /**
   * Nothing is written on a condition that the partner answers from what it does not show yet.
   *
   * @throws PartnerFailure where it said that it has made it, and does not show it
   */
  void mustBeShown(Step step) {
    if (attempt.remote(step.type(), step.identifier()).flatMap(Remote::unseenSince).isPresent()) {
      find(step);
    }
  }

  private void mustBeShown(Remote known) {
    known
        .unseenSince()
        .ifPresent(
            since -> {
              throw attempt.notShown(known.written(), since);
            });
  }

  /** What we know to have written under that identifier, if it is there still. */
  Optional<DomainResource> standing(String type, Identifier identifier) {
    return attempt.remote(type, identifier).flatMap(one -> read(one.written(), identifier));
  }

  private Optional<DomainResource> read(Written known, Identifier identifier) {
    return Optional.of(known)
        .filter(one -> attempt.offer().reads(one.type()))
        .flatMap(one -> reads.read(type(one.type()), one.id()))
        .map(DomainResource.class::cast)
        .filter(found -> OwnResources.has(found, identifier))
        .filter(found -> OwnResources.isOn(found, attempt.patient()));
  }

  /**
   * What is there under that identifier.
   *
   * @param like a resource of the same type, as we send it
   * @throws PartnerFailure where it is there, and on another patient: no write of ours can have
   *     caused that, and only a person can put it right
   */
  Optional<DomainResource> search(DomainResource like, Identifier identifier) {
    var hits = all(like, identifier);
    var ours = hits.all().stream().filter(found -> OwnResources.has(found, identifier)).toList();
    var onPatient = onPatient(ours);
    if (onPatient.isEmpty() && !ours.isEmpty()) {
      throw new PartnerFailure(onAnotherPatient());
    }
    if (onPatient.isEmpty() && !hits.complete()) {
      mayBeAmongWhatIsNotShown();
    }
    return onPatient;
  }

  /** What is there under that identifier on this patient; others' are none of it. */
  Optional<DomainResource> onPatient(DomainResource like, Identifier identifier) {
    return onPatient(
        all(like, identifier).all().stream()
            .filter(found -> OwnResources.has(found, identifier))
            .toList());
  }

  /** Where there are copies, the one that was written last; and that there are is said. */
  private Optional<DomainResource> onPatient(List<? extends DomainResource> ours) {
    var there = ours.stream().filter(found -> OwnResources.isOn(found, attempt.patient())).toList();
    if (there.size() > 1) {
      attempt.remarkStale(
          there.get(0).fhirType() + ": " + there.size() + " copies of it are there");
    }
    return there.stream().map(DomainResource.class::cast).max(comparing(Lookup::lastUpdated));
  }

  private static String lastUpdated(DomainResource resource) {
    return resource.getMeta().getLastUpdatedElement().getValueAsString() == null
        ? ""
        : resource.getMeta().getLastUpdatedElement().getValue().toInstant().toString();
  }

  /**
   * That nothing was found is no absence where the partner says that its answer is not all: after a
   * write whose answer was lost it may be there. Then a person looks; released, it is made again.
   */
  private void mayBeAmongWhatIsNotShown() {
    if (!attempt.delivery().inDoubt() || attempt.isReleased()) {
      return;
    }
    throw new PartnerFailure(
        attempt
            .mayStillCome()
            .orElseGet(
                () ->
                    new Refused(
                        "the answer to it was lost, and the partner says that it does not show all;"
                            + " released, it is made again")));
  }

  static Refused onAnotherPatient() {
    return new Refused("the partner has it on another patient");
  }

  private Hits<? extends DomainResource> all(DomainResource like, Identifier identifier) {
    var type = like.fhirType();
    var offer = attempt.offer();
    if (offer.searches(type, "identifier") && !offer.searchesNeedPatient(type)) {
      var byIdentifier = attempt.requests().search(type, Criteria.by(identifier));
      try {
        return reads.all(byIdentifier, type(like.fhirType()));
      } catch (PartnerFailure failure) {
        if (!failure.means(PartnerFailure.Meaning.REFUSED, PartnerFailure.Meaning.NOT_SUPPORTED)
            || !offer.searches(type, "patient")) {
          throw failure;
        }
        attempt.remember(byIdentifier.uses());
      }
    }
    var ofPatient = ofPatient(like);
    var known = read.get(List.of(type, ofPatient));
    if (known != null) {
      return known;
    }
    var found = reads.all(attempt.requests().search(type, ofPatient), type(type));
    read.put(List.of(type, ofPatient), found);
    return found;
  }

  private Criteria ofPatient(DomainResource like) {
    var patient = Criteria.by("patient", attempt.patient());
    var narrowed = category(like).map(token -> patient.and("category", token)).orElse(patient);
    return attempt.offer().searches(like.fhirType(), "_count")
        ? narrowed.and("_count", MANY)
        : narrowed;
  }

  private Optional<String> category(DomainResource like) {
    var type = like.fhirType();
    if (!BY_CATEGORY.contains(type) || !attempt.offer().searches(type, "category")) {
      return Optional.empty();
    }
    return like.getNamedProperty("category").getValues().stream()
        .filter(CodeableConcept.class::isInstance)
        .flatMap(category -> ((CodeableConcept) category).getCoding().stream())
        .filter(Coding::hasSystem)
        .map(coding -> coding.getSystem() + "|" + coding.getCode())
        .findFirst();
  }

  @SuppressWarnings("unchecked") // what we send are resources of R4
  static Class<? extends DomainResource> type(String name) {
    return (Class<? extends DomainResource>) R4.getResourceDefinition(name).getImplementingClass();
  }
}
