package org.warmhandoff.testing.ehr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.PatientIndex;
import org.warmhandoff.match.Search;
import org.warmhandoff.record.Participant;

/** A partner's patients, found as a generous server finds them: by birth date alone. */
public final class MemoryPatientIndex implements PatientIndex {

  private final List<Patient> patients = new ArrayList<>();
  private boolean findsAnybody;
  private final List<Patient> matched = new ArrayList<>();
  private int created;
  private int askedForIdentifiers;

  /** Adds a patient who is Dana in everything, to be changed. */
  public Patient add(String id) {
    var patient = new Patient();
    patient.addName().setFamily("Ortiz-Báez").addGiven("Dana").addGiven("Inés");
    patient.setGender(AdministrativeGender.FEMALE);
    patient.getBirthDateElement().setValueAsString("1987-03-14");
    patient.addTelecom().setValue("+1 (413) 555-0101");
    patient.addAddress().addLine("218 Alder Row").addLine("Apt 3").setPostalCode("01108");
    patient.setId(id);
    return put(patient);
  }

  /** Adds that patient. */
  public Patient put(org.hl7.fhir.instance.model.api.IBaseResource patient) {
    patients.add((Patient) patient);
    return (Patient) patient;
  }

  /** The patient, where there is one. */
  public Patient only() {
    return patients.get(0);
  }

  /** From now on a search by identifier finds everybody, as where the parameter is ignored. */
  public void findsAnybodyByIdentifier() {
    findsAnybody = true;
  }

  /** How often somebody was searched by identifier. */
  public int askedForIdentifiers() {
    return askedForIdentifiers;
  }

  @Override
  public List<Patient> byIdentifier(String system, String value) {
    askedForIdentifiers++;
    return patients.stream()
        .filter(patient -> findsAnybody || has(patient, system, value))
        .toList();
  }

  private static boolean has(Patient patient, String system, String value) {
    return patient.getIdentifier().stream()
        .anyMatch(one -> system.equals(one.getSystem()) && value.equals(one.getValue()));
  }

  @Override
  public Optional<List<Patient>> search(Search search) {
    var born = search.criteria().get("birthdate");
    return Optional.of(born == null ? List.of() : born(born));
  }

  private List<Patient> born(String birthDate) {
    return patients.stream()
        .filter(
            patient ->
                !patient.hasBirthDate()
                    || birthDate.equals(patient.getBirthDateElement().getValueAsString()))
        .toList();
  }

  /** From now on the partner's own operation calls that patient certain. */
  public void matches(Patient patient) {
    matched.add(patient);
  }

  @Override
  public List<Patient> match(Participant participant) {
    return List.copyOf(matched);
  }

  @Override
  public Optional<Patient> read(String reference) {
    return patients.stream()
        .filter(
            patient ->
                reference
                    .replace("https://ehr.example/fhir/", "")
                    .equals("Patient/" + patient.getIdElement().getIdPart()))
        .findFirst();
  }

  @Override
  public Optional<String> create(Participant participant) {
    created++;
    return Optional.of("Patient/new");
  }

  @Override
  public boolean mayCreate() {
    return true;
  }

  /** How many patients were created. */
  public int created() {
    return created;
  }

  /** A matching at a partner that gives identifiers of these systems and takes nobody in. */
  public static Matching matching(List<String> identifierSystems) {
    return matching(identifierSystems, false);
  }

  /** A matching at a partner that gives identifiers of these systems. */
  public static Matching matching(List<String> identifierSystems, boolean mayBeCreated) {
    return new Matching(
        new PartnerConfig.Patients(identifierSystems, mayBeCreated), new MatchingConfig(0.9, 0.5));
  }
}
