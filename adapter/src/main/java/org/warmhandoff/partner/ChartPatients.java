package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fit.Offer;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.Patients;
import org.warmhandoff.record.Participant;

/** A partner's patients, asked for one matching. */
final class ChartPatients implements Patients {

  private static final String PATIENT = "Patient";
  private static final String CERTAIN = "certain";
  private static final int MOST_MATCHES = 5;

  private final Charts charts;
  private final Talk talk;
  private final Supplier<Offer> offer;
  private final PatientMapping mapping;

  ChartPatients(Talk talk, Supplier<Offer> offer, PatientMapping mapping) {
    this.charts = new Charts(talk);
    this.talk = requireNonNull(talk);
    this.offer = requireNonNull(offer);
    this.mapping = requireNonNull(mapping);
  }

  @Override
  public List<Patient> byIdentifier(String system, String value) {
    return charts.byIdentifier(system, value);
  }

  @Override
  public List<Patient> byFamilyAndBirthDate(String family, String birthDate) {
    return charts.byNameAndBirthDate("family", family, birthDate);
  }

  /** Only where the partner says that it searches so: it is about who may be meant, no more. */
  @Override
  public List<Patient> byGivenAndBirthDate(String given, String birthDate) {
    return offer.get().searches(PATIENT, "given")
        ? charts.byNameAndBirthDate("given", given, birthDate)
        : List.of();
  }

  @Override
  public List<Patient> match(Participant participant) {
    if (!offer.get().operation(PATIENT, "$match")) {
      return List.of();
    }
    return charts
        .match(mapping.toPatient(participant), true, MOST_MATCHES)
        .orElse(List.of())
        .stream()
        .filter(found -> found.grade().filter(CERTAIN::equals).isPresent())
        .map(Charts.ScoredPatient::patient)
        .toList();
  }

  @Override
  public Optional<Patient> read(String reference) {
    return charts.referred(reference);
  }

  /** Looked for by our identifier first: an earlier creation may not have been heard of. */
  @Override
  public Optional<String> create(Participant participant) {
    var ours = mapping.identifier(participant);
    var there =
        byIdentifier(ours.getSystem(), ours.getValue()).stream()
            .filter(patient -> Ours.has(patient, ours))
            .toList();
    return there.isEmpty()
        ? Optional.of(created(participant))
        : there.stream()
            .flatMap(patient -> Matching.inUse(patient, this::read).stream())
            .filter(patient -> Matching.mayBe(participant, patient))
            .findFirst()
            .map(patient -> PATIENT + "/" + patient.getIdElement().getIdPart());
  }

  private String created(Participant participant) {
    var request =
        talk.requests()
            .createIfNone(mapping.toPatient(participant), mapping.identifier(participant));
    return talk.say(request)
        .place(PATIENT)
        .map(place -> PATIENT + "/" + place.id())
        .orElseThrow(() -> talk.garbage(request));
  }

  /** Only on condition: somebody else's chart begins with a patient who is there twice. */
  @Override
  public boolean mayCreate() {
    return offer.get().conditionalCreates(PATIENT) && offer.get().searches(PATIENT, "identifier");
  }
}
