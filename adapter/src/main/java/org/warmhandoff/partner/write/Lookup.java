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
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.partner.client.SearchResult;
import org.warmhandoff.partner.write.Remotes.Remote;

/**
 * Looks for what is ours at a partner: where it was when it was last written, else by identifier
 * where that is offered, else among all that its patient has. That is read once for each type,
 * until {@link #forget}: a chart can be thousands of observations, and a record dozens of them.
 */
final class Lookup {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  /** US Core lets servers ask for a category beside the patient. */
  private static final Set<String> BY_CATEGORY =
      Set.of("CarePlan", "Condition", "Observation", "ServiceRequest");

  private final DeliveryAttempt attempt;
  private final FhirReads reads;
  private final Map<List<Object>, SearchResult<? extends DomainResource>> read = new HashMap<>();

  Lookup(DeliveryAttempt attempt) {
    this.attempt = attempt;
    this.reads = new FhirReads(attempt.session());
  }

  /** What was read of the patient's chart may have changed since. */
  void forget() {
    read.clear();
  }

  /**
   * What is there under the step's identifier; a failure where the partner said that it has made
   * it, and does not show it.
   */
  PartnerAnswer<Optional<DomainResource>> find(Step step) {
    var known = attempt.remote(step.type(), step.identifier());
    return PartnerAnswer.firstOf(
            standing(known, step.identifier()), () -> search(step.resource(), step.identifier()))
        .unless(there -> there.isPresent() ? Optional.empty() : known.flatMap(this::notShown));
  }

  /**
   * Nothing is written on a condition that the partner answers from what it does not show yet: that
   * is a failure where it said that it has made it, and does not show it.
   */
  PartnerAnswer<Optional<DomainResource>> mustBeShown(Step step) {
    return attempt.remote(step.type(), step.identifier()).flatMap(Remote::unseenSince).isPresent()
        ? find(step)
        : PartnerAnswer.none();
  }

  private Optional<PartnerFailure> notShown(Remote known) {
    return known.unseenSince().map(since -> attempt.notShown(known.written(), since));
  }

  /** What we know to have written under that identifier, if it is there still. */
  PartnerAnswer<Optional<DomainResource>> standing(String type, Identifier identifier) {
    return standing(attempt.remote(type, identifier), identifier);
  }

  private PartnerAnswer<Optional<DomainResource>> standing(
      Optional<Remote> known, Identifier identifier) {
    return known
        .map(Remote::written)
        .filter(one -> attempt.offer().reads(one.type()))
        .map(one -> read(one, identifier))
        .orElseGet(PartnerAnswer::none);
  }

  private PartnerAnswer<Optional<DomainResource>> read(Written known, Identifier identifier) {
    return reads
        .read(type(known.type()), known.id())
        .map(
            found ->
                found
                    .map(DomainResource.class::cast)
                    .filter(one -> OwnResources.has(one, identifier))
                    .filter(one -> OwnResources.isOn(one, attempt.patient())));
  }

  /**
   * What is there under that identifier; a failure where it is there, and on another patient: no
   * write of ours can have caused that, and only a person can put it right.
   *
   * @param like a resource of the same type, as we send it
   */
  PartnerAnswer<Optional<DomainResource>> search(DomainResource like, Identifier identifier) {
    return all(like, identifier).then(hits -> onThisPatient(hits, ours(hits, identifier)));
  }

  private PartnerAnswer<Optional<DomainResource>> onThisPatient(
      SearchResult<? extends DomainResource> hits, List<? extends DomainResource> ours) {
    var there = onPatient(ours);
    if (there.isPresent() || (ours.isEmpty() && hits.complete())) {
      return PartnerAnswer.of(there);
    }
    return ours.isEmpty()
        ? PartnerAnswer.of(there).unless(nothing -> mayBeAmongWhatIsNotShown())
        : PartnerAnswer.failed(new PartnerFailure(onAnotherPatient()));
  }

  /** What is there under that identifier on this patient; others' are none of it. */
  PartnerAnswer<Optional<DomainResource>> onPatient(DomainResource like, Identifier identifier) {
    return all(like, identifier).map(hits -> onPatient(ours(hits, identifier)));
  }

  private static List<? extends DomainResource> ours(
      SearchResult<? extends DomainResource> hits, Identifier identifier) {
    return hits.all().stream().filter(found -> OwnResources.has(found, identifier)).toList();
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
  private Optional<PartnerFailure> mayBeAmongWhatIsNotShown() {
    if (!attempt.delivery().inDoubt() || attempt.isReleased()) {
      return Optional.empty();
    }
    return attempt
        .mayStillCome()
        .or(
            () ->
                Optional.of(
                    new Refused(
                        "the answer to it was lost, and the partner says that it does not show all;"
                            + " released, it is made again")))
        .map(PartnerFailure::new);
  }

  static Refused onAnotherPatient() {
    return new Refused("the partner has it on another patient");
  }

  private PartnerAnswer<SearchResult<? extends DomainResource>> all(
      DomainResource like, Identifier identifier) {
    var type = like.fhirType();
    var offer = attempt.offer();
    if (!offer.searches(type, "identifier") || offer.searchesNeedPatient(type)) {
      return chart(like);
    }
    var byIdentifier = byIdentifier(identifier, type);
    if (!isNotTaken(byIdentifier) || !offer.searches(type, "patient")) {
      return byIdentifier;
    }
    attempt.remember(new Refusal(type, "search:identifier"));
    return chart(like);
  }

  /** Where it is refused in pages of a bounded size it is asked without, and so from then on. */
  private PartnerAnswer<SearchResult<? extends DomainResource>> byIdentifier(
      Identifier identifier, String type) {
    var criteria = Criteria.by(identifier);
    var bounded = criteria.inPagesOf(Criteria.PAGE, type, attempt.offer());
    var answer = asked(attempt.requests().search(type, bounded), type);
    if (!isNotTaken(answer) || bounded.equals(criteria)) {
      return answer;
    }
    var unbounded = asked(attempt.requests().search(type, criteria), type);
    if (!isNotTaken(unbounded)) {
      attempt.remember(new Refusal(type, "search:_count"));
    }
    return unbounded;
  }

  private static boolean isNotTaken(PartnerAnswer<?> answer) {
    return answer
        .failure()
        .filter(one -> one.means(Meaning.REFUSED, Meaning.NOT_SUPPORTED))
        .isPresent();
  }

  private PartnerAnswer<SearchResult<? extends DomainResource>> asked(Request search, String type) {
    return reads.all(search, type(type)).map(hits -> hits);
  }

  /** All of that type that the patient has. */
  private PartnerAnswer<SearchResult<? extends DomainResource>> chart(DomainResource like) {
    var type = like.fhirType();
    var ofPatient = ofPatient(like);
    var known = read.get(List.of(type, ofPatient));
    return known != null
        ? PartnerAnswer.of(known)
        : asked(attempt.requests().search(type, ofPatient), type)
            .map(found -> kept(found, List.of(type, ofPatient)));
  }

  private SearchResult<? extends DomainResource> kept(
      SearchResult<? extends DomainResource> found, List<Object> under) {
    read.put(under, found);
    return found;
  }

  private Criteria ofPatient(DomainResource like) {
    var patient = Criteria.by("patient", attempt.patient());
    var narrowed = category(like).map(token -> patient.and("category", token)).orElse(patient);
    return narrowed.inPagesOf(Criteria.PAGE, like.fhirType(), attempt.offer());
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
