package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;

/**
 * Participant to R4 Patient, in the order of the FHIR page: no more than it takes to tell who it
 * is. A partner is asked by it whom it knows, and told by it of somebody whom it may take in.
 */
public final class PatientMapping {

  private final Program program;
  private final Set<String> ofOthers;

  /**
   * A mapping of that program's participants for one partner.
   *
   * @param ofOthers name spaces of the identifiers that other partners give: these do not go along,
   *     for they tell where somebody is treated
   */
  public PatientMapping(Program program, Set<String> ofOthers) {
    this.program = requireNonNull(program);
    this.ofOthers = Set.copyOf(ofOthers);
  }

  /** The participant, by our own identifier and those that the partner may know. */
  public Patient toPatient(Participant participant) {
    var patient = new Patient();
    patient.addIdentifier(identifier(participant));
    participant.identifiers().stream()
        .filter(known -> !ofOthers.contains(known.system()))
        .forEach(
            known ->
                patient.addIdentifier(
                    new Identifier().setSystem(known.system()).setValue(known.value())));
    patient.setActive(true).addName(name(participant));
    participant.contact().phones().stream().map(Fhir::phone).forEach(patient::addTelecom);
    participant
        .contact()
        .email()
        .map(email -> new ContactPoint().setSystem(ContactPointSystem.EMAIL).setValue(email))
        .ifPresent(patient::addTelecom);
    patient.setGender(gender(participant));
    patient.getBirthDateElement().setValueAsString(participant.birthDate().toString());
    participant.address().map(PatientMapping::address).ifPresent(patient::addAddress);
    return TestMark.on(patient, participant);
  }

  /** What a participant is found by where we created the patient. */
  public Identifier identifier(Participant participant) {
    return Fhir.participant(program, participant.id()).getIdentifier();
  }

  private static HumanName name(Participant participant) {
    var name = new HumanName().setUse(NameUse.OFFICIAL).setFamily(participant.name().family());
    participant.name().given().forEach(name::addGiven);
    return name;
  }

  private static AdministrativeGender gender(Participant participant) {
    return switch (participant.sex()) {
      case FEMALE -> AdministrativeGender.FEMALE;
      case MALE -> AdministrativeGender.MALE;
      case OTHER -> AdministrativeGender.OTHER;
      case UNKNOWN -> AdministrativeGender.UNKNOWN;
    };
  }

  private static org.hl7.fhir.r4.model.Address address(Address address) {
    var mapped =
        new org.hl7.fhir.r4.model.Address()
            .setCity(address.city())
            .setState(address.state())
            .setPostalCode(address.postalCode())
            .setCountry("US");
    address.line().forEach(mapped::addLine);
    address.county().ifPresent(mapped::setDistrict);
    return mapped;
  }
}
