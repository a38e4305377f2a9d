package org.warmhandoff.testing;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.match.Matching;

/** A partner's patients, found as a generous server finds them: by birth date alone. */
public final class Chart implements Matching.Patients {

  private final List<Patient> patients = new ArrayList<>();
  private boolean findsAnybody;
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
  public List<Patient> byFamilyAndBirthDate(String family, String birthDate) {
    return patients.stream()
        .filter(
            patient ->
                !patient.hasBirthDate()
                    || birthDate.equals(patient.getBirthDateElement().getValueAsString()))
        .toList();
  }
}
