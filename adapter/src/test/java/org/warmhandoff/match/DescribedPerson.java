package org.warmhandoff.match;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/** Somebody, by words such as {@code family=Ortiz; given=Dana|Inés; deceased}. */
record DescribedPerson(Map<String, String> traits) {

  static final String MRN = "https://psychiatry.example/mrn";
  private static final String OTHERS = "https://elsewhere.example/mrn";

  /**
   * Reads one.
   *
   * @param line begins with the name of somebody, from whom the rest is another
   */
  static DescribedPerson of(String line, Map<String, String> people) {
    var words = Arrays.stream(line.split(";", -1)).map(String::strip).toList();
    var traits = new LinkedHashMap<String, String>();
    add(Optional.ofNullable(people.get(words.get(0))).orElseThrow(), traits);
    if (words.get(0).equals("same")) {
      traits.keySet().removeAll(List.of("mrn", "other-id", "preferred"));
    }
    add(words.stream().skip(1).collect(joining(";")), traits);
    return new DescribedPerson(traits);
  }

  private static void add(String words, Map<String, String> traits) {
    for (var word : words.split(";", -1)) {
      var stripped = word.strip();
      if (stripped.startsWith("-")) {
        traits.remove(stripped.substring(1));
      } else if (!stripped.isEmpty()) {
        var pair = stripped.split("=", 2);
        traits.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
    }
  }

  String line() {
    return traits.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(joining("; "));
  }

  private Optional<String> trait(String name) {
    return Optional.ofNullable(traits.get(name));
  }

  private List<String> values(String name) {
    return trait(name).map(value -> List.of(value.split("[|]", -1))).orElse(List.of());
  }

  /** As the program writes them down. */
  RecordSheet sheet() {
    var sheet =
        RecordSheets.dana()
            .with("name/family", traits.get("family"))
            .with("name/given", values("given"))
            .with("birthDate", traits.get("born"))
            .with("sex", traits.get("sex"))
            .with("contact/phones", List.of(phone()))
            .with("address/line", values("line"))
            .with("address/postalCode", traits.get("zip"));
    for (var preferred : values("preferred")) {
      sheet = sheet.with("name/preferred", preferred);
    }
    return sheet.with(
        "identifiers",
        List.of("mrn", "other-id").stream()
            .filter(traits::containsKey)
            .map(name -> identifier(name.equals("mrn") ? MRN : OTHERS, traits.get(name)))
            .toList());
  }

  private RecordSheet phone() {
    return RecordSheet.of("{}").with("number", traits.get("phone")).with("use", "mobile");
  }

  private static RecordSheet identifier(String system, String value) {
    return RecordSheet.of("{}").with("system", system).with("value", value);
  }

  /** As a partner has them in a chart. */
  Patient patient(String id) {
    var patient = new Patient();
    patient.setId("Patient/" + id);
    trait("mrn").ifPresent(mrn -> patient.addIdentifier().setSystem(MRN).setValue(mrn));
    trait("other-id").ifPresent(one -> patient.addIdentifier().setSystem(OTHERS).setValue(one));
    trait("old-mrn")
        .ifPresent(
            mrn -> patient.addIdentifier().setUse(IdentifierUse.OLD).setSystem(MRN).setValue(mrn));
    trait("inactive").ifPresent(yes -> patient.setActive(false));
    trait("deceased").ifPresent(yes -> patient.setDeceased(new BooleanType(true)));
    trait("sex").ifPresent(sex -> patient.setGender(AdministrativeGender.fromCode(sex)));
    trait("born").ifPresent(born -> patient.getBirthDateElement().setValueAsString(born));
    trait("merged")
        .ifPresent(
            into ->
                patient
                    .addLink()
                    .setType(LinkType.REPLACEDBY)
                    .getOther()
                    .setReference("Patient/" + into));
    names(patient);
    reached(patient);
    return patient;
  }

  private void names(Patient patient) {
    if (traits.containsKey("family") || traits.containsKey("given")) {
      var name = patient.addName();
      trait("family").ifPresent(name::setFamily);
      values("given").forEach(name::addGiven);
      values("suffix").forEach(name::addSuffix);
    }
    trait("text").ifPresent(text -> patient.addName().setText(text));
    trait("nickname")
        .ifPresent(given -> patient.addName().setUse(NameUse.NICKNAME).addGiven(given));
    for (var use : List.of(NameUse.OLD, NameUse.MAIDEN, NameUse.USUAL, NameUse.ANONYMOUS)) {
      var words = values(use.toCode());
      if (!words.isEmpty()) {
        var name = new HumanName().setUse(use).setFamily(words.get(0));
        words.stream().skip(1).forEach(name::addGiven);
        patient.addName(name);
      }
    }
  }

  private void reached(Patient patient) {
    trait("phone").ifPresent(number -> patient.addTelecom().setValue(number));
    trait("old-phone")
        .ifPresent(number -> patient.addTelecom().setUse(ContactPointUse.OLD).setValue(number));
    trait("fax")
        .ifPresent(
            number -> patient.addTelecom().setSystem(ContactPointSystem.FAX).setValue(number));
    if (traits.containsKey("line") || traits.containsKey("zip")) {
      patient.addAddress(address(values("line"), traits.get("zip")));
    }
    var old = values("old-line");
    if (!old.isEmpty()) {
      patient.addAddress(address(old.subList(0, 1), old.get(1)).setUse(AddressUse.OLD));
    }
  }

  private static Address address(List<String> lines, String zip) {
    var address = new Address().setPostalCode(zip);
    lines.forEach(address::addLine);
    return address;
  }
}
