package org.warmhandoff.match;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Phone;

/**
 * How far a partner's patient agrees with our participant. Case, accents, spaces and punctuation do
 * not count; one of several names, phones or addresses is enough.
 */
record Demographics(
    boolean family,
    boolean given,
    boolean birthDate,
    boolean sex,
    boolean phone,
    boolean address,
    boolean living) {

  private static final int NATIONAL_NUMBER = 10;

  static Demographics compare(Participant participant, Patient patient) {
    return new Demographics(
        names(patient).anyMatch(name -> same(name.getFamily(), participant.name().family())),
        names(patient).anyMatch(name -> sameGiven(name, participant)),
        participant.birthDate().toString().equals(patient.getBirthDateElement().getValueAsString()),
        patient.getGender() != null && same(patient.getGender().toCode(), participant.sex().name()),
        patient.getTelecom().stream().anyMatch(telecom -> samePhone(telecom, participant)),
        patient.getAddress().stream().anyMatch(there -> sameAddress(there, participant.address())),
        !patient.hasDeceased() || patient.getDeceased().primitiveValue().equals("false"));
  }

  /** Family name, first given name and birth date: who agrees in these may be meant. */
  boolean mayBeMeant() {
    return family && given && birthDate;
  }

  /** All that is compared agrees, and a phone or the address besides. */
  boolean certain() {
    return mayBeMeant() && sex && living && (phone || address);
  }

  private static Stream<HumanName> names(Patient patient) {
    return patient.getName().stream();
  }

  private static boolean sameGiven(HumanName name, Participant participant) {
    return name.getGiven().stream()
        .findFirst()
        .map(StringType::getValue)
        .filter(first -> same(first, participant.name().given().get(0)))
        .isPresent();
  }

  private static boolean samePhone(ContactPoint telecom, Participant participant) {
    var theirs = nationalNumber(telecom.getValue());
    return theirs.isPresent()
        && participant.contact().phones().stream()
            .map(Phone::number)
            .map(Demographics::nationalNumber)
            .anyMatch(theirs::equals);
  }

  private static Optional<String> nationalNumber(String phone) {
    var digits = phone == null ? "" : phone.replaceAll("\\D", "");
    return digits.length() < NATIONAL_NUMBER
        ? Optional.empty()
        : Optional.of(digits.substring(digits.length() - NATIONAL_NUMBER));
  }

  private static boolean sameAddress(org.hl7.fhir.r4.model.Address there, Optional<Address> ours) {
    return ours.filter(address -> sameZip(there.getPostalCode(), address.postalCode()))
        .filter(address -> sameLine(there.getLine(), address.line()))
        .isPresent();
  }

  private static boolean sameZip(String theirs, String ours) {
    return theirs != null
        && theirs.length() >= 5
        && theirs.substring(0, 5).equals(ours.substring(0, 5));
  }

  private static boolean sameLine(List<StringType> theirs, List<String> ours) {
    return !theirs.isEmpty() && !ours.isEmpty() && same(theirs.get(0).getValue(), ours.get(0));
  }

  private static boolean same(String one, String other) {
    return one != null && other != null && plain(one).equals(plain(other)) && !plain(one).isEmpty();
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }
}
