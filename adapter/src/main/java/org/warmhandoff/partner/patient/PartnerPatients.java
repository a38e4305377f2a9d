package org.warmhandoff.partner.patient;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.PatientIndex;
import org.warmhandoff.match.Search;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.record.Participant;

/** A partner's patients, asked for one matching. */
final class PartnerPatients implements PatientIndex {

  private static final String PATIENT = "Patient";
  private static final String CERTAIN = "certain";
  private static final String NAME = "name";
  private static final Set<String> NAMES = Set.of("family", "given");
  private static final int PAGE = 50;
  private static final int MOST_MATCHES = 5;

  private final PatientCharts reads;
  private final PartnerSession session;
  private final Supplier<Offer> offer;
  private final PatientMapping mapping;
  private final Participant disclosed;

  /**
   * The patients of one conversation.
   *
   * @param refused keeps what the partner does not do though it says so
   * @param disclosed the participant as far as the partner may know of them: whom it is asked for
   *     by its own matching, and whom it takes in
   */
  PartnerPatients(
      PartnerSession session,
      Supplier<Offer> offer,
      Consumer<Refusal> refused,
      PatientMapping mapping,
      Participant disclosed) {
    this.reads = new PatientCharts(session, offer, refused);
    this.session = requireNonNull(session);
    this.offer = requireNonNull(offer);
    this.mapping = requireNonNull(mapping);
    this.disclosed = requireNonNull(disclosed);
  }

  @Override
  public List<Patient> byIdentifier(String system, String value) {
    return offer.get().searches(PATIENT, "identifier")
        ? reads
            .patients(
                Criteria.by("identifier", system + "|" + value)
                    .inPagesOf(PAGE, PATIENT, offer.get()))
            .orElse(List.of())
        : List.of();
  }

  /** Only by what the partner says that it searches by. */
  @Override
  public Optional<List<Patient>> search(Search search) {
    return declared(search).flatMap(reads::patients);
  }

  private Optional<Criteria> declared(Search search) {
    var criteria = Criteria.none();
    for (var one : search.criteria().entrySet()) {
      var parameter = parameter(one.getKey());
      if (parameter.isEmpty()) {
        return Optional.empty();
      }
      criteria = criteria.and(parameter.get(), Criteria.text(one.getValue()));
    }
    return Optional.of(criteria.inPagesOf(PAGE, PATIENT, offer.get()));
  }

  /** {@code name} looks at every part of a name. */
  private Optional<String> parameter(String wished) {
    if (offer.get().searches(PATIENT, wished)) {
      return Optional.of(wished);
    }
    return NAMES.contains(wished) && offer.get().searches(PATIENT, NAME)
        ? Optional.of(NAME)
        : Optional.empty();
  }

  @Override
  public List<Patient> match(Participant participant) {
    if (!offer.get().operation(PATIENT, "$match")) {
      return List.of();
    }
    return reads.match(mapping.toPatient(disclosed), true, MOST_MATCHES).stream()
        .filter(found -> found.grade().filter(CERTAIN::equals).isPresent())
        .map(PatientCharts.ScoredPatient::patient)
        .toList();
  }

  @Override
  public Optional<Patient> read(String reference) {
    return offer.get().reads(PATIENT)
        ? new FhirReads(session).referred(reference)
        : Optional.empty();
  }

  /** Looked for by our identifier first: an earlier creation may not have been heard of. */
  @Override
  public Optional<String> create(Participant participant) {
    var ours = mapping.identifier(participant);
    var there =
        byIdentifier(ours.getSystem(), ours.getValue()).stream()
            .filter(patient -> OwnResources.has(patient, ours))
            .toList();
    if (there.isEmpty() && !reads.isComplete()) {
      return Optional.empty();
    }
    return there.isEmpty()
        ? Optional.of(created())
        : there.stream()
            .flatMap(patient -> Matching.inUse(patient, this::read).stream())
            .filter(patient -> Matching.mayBe(participant, patient))
            .findFirst()
            .map(patient -> PATIENT + "/" + patient.getIdElement().getIdPart());
  }

  private String created() {
    var request =
        session
            .requests()
            .createIfNone(mapping.toPatient(disclosed), mapping.identifier(disclosed));
    return session
        .send(request)
        .then(answer -> PartnerAnswer.of(answer.place(PATIENT), () -> session.garbage(request)))
        .map(place -> PATIENT + "/" + place.id())
        .orElseThrow();
  }

  /**
   * Only on condition, and not where the partner says that it does not show all: somebody else's
   * chart begins with a patient who is there twice.
   */
  @Override
  public boolean mayCreate() {
    return offer.get().conditionalCreates(PATIENT)
        && offer.get().searches(PATIENT, "identifier")
        && reads.isComplete();
  }
}
