package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Matching.Found;
import org.warmhandoff.match.Matching.Found.Certain;
import org.warmhandoff.match.Matching.Found.NotCertain;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;

/** An identifier that the partner gave decides. */
class IdentifierMatchingTest {

  private static final String MRN = "https://psychiatry.example/mrn";
  private static final String OTHERS = "https://elsewhere.example/mrn";
  private static final RecordSheet WITH_MRN =
      dana().with("identifiers", List.of(identifier(MRN, "BB-1")));

  private final MemoryPatientIndex chart = new MemoryPatientIndex();

  private static RecordSheet identifier(String system, String value) {
    return RecordSheet.of("{}").with("system", system).with("value", value);
  }

  private Found find(RecordSheet participant) {
    return MemoryPatientIndex.matching(List.of(MRN)).find(participant.record(), chart);
  }

  private static Certain certain(String patient, Link.How how) {
    return new Certain(new Link(patient, how));
  }

  @Test
  void anIdentifierThePartnerGaveIsCertain() {
    chart.add("Patient/1").addIdentifier().setSystem(MRN).setValue("BB-1");

    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/1", Link.How.IDENTIFIER));
  }

  @Test
  void anIdentifierOfSomebodyOfAnotherFamilyDoesNotDecideWhereTheParticipantIsThere() {
    var renamed = chart.add("Patient/1");
    renamed.addIdentifier().setSystem(MRN).setValue("BB-1");
    renamed.getNameFirstRep().setFamily("Marlowe");
    chart.add("Patient/2");

    assertThat(((NotCertain) find(WITH_MRN)).candidates())
        .extracting(Candidate::patient)
        .containsExactly("Patient/2", "Patient/1");
  }

  @Test
  void anIdentifierDecidesWhereNothingElseTellsForCertain() {
    var bare = chart.add("Patient/1").setTelecom(null).setAddress(null).setGender(null);
    bare.addIdentifier().setSystem(MRN).setValue("BB-1");

    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/1", Link.How.IDENTIFIER));
  }

  @Test
  void anIdentifierOfSomebodyWhoIsReachedElsewhereIsForAPerson() {
    var other = chart.add("Patient/1");
    other.addIdentifier().setSystem(MRN).setValue("BB-1");
    other.getTelecomFirstRep().setValue("+12125550000");
    other.getAddressFirstRep().setPostalCode("99999");

    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);
  }

  @Test
  void anIdentifierDoesNotTellTwoApartWhoFitAlike() {
    chart.add("Patient/1").addIdentifier().setSystem(MRN).setValue("BB-1");
    chart.add("Patient/2");

    assertThat(reason(find(WITH_MRN)))
        .isEqualTo("another patient fits as well as the one with the identifier");
  }

  @Test
  void anIdentifierThatIsNotInForceAnyMoreIsNone() {
    var chartOf = chart.add("Patient/1");
    chartOf.addIdentifier().setSystem(MRN).setValue("BB-1").setUse(IdentifierUse.OLD);
    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));

    chartOf
        .getIdentifierFirstRep()
        .setUse(null)
        .getPeriod()
        .setEndElement(new DateTimeType("2020-01-01"));
    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));
  }

  @Test
  void anIdentifierWithAnotherBirthDateIsForAPerson() {
    var other = chart.add("Patient/1");
    other.addIdentifier().setSystem(MRN).setValue("BB-1");
    other.getBirthDateElement().setValueAsString("1978-03-14");

    assertThat(reason(find(WITH_MRN)))
        .isEqualTo("the patient with the identifier has another birth date");
  }

  @Test
  void anIdentifierWithoutABirthDateIsForAPerson() {
    var bare = chart.add("Patient/1");
    bare.addIdentifier().setSystem(MRN).setValue("BB-1");
    bare.setBirthDateElement(null);

    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);
  }

  @Test
  void anIdentifierThatTwoPatientsHaveIsForAPerson() {
    chart.add("Patient/1").addIdentifier().setSystem(MRN).setValue("BB-1");
    chart.add("Patient/2").addIdentifier().setSystem(MRN).setValue("BB-1");

    assertThat(reason(find(WITH_MRN))).isEqualTo("several patients have the identifier");
  }

  @Test
  void anIdentifierOfSomebodyElseIsNotAskedFor() {
    chart.add("Patient/1").addIdentifier().setSystem(OTHERS).setValue("BB-1");
    chart.add("Patient/2");
    var dana = dana().with("identifiers", List.of(identifier(OTHERS, "BB-1")));

    assertThat(find(dana)).isInstanceOf(NotCertain.class);
    assertThat(chart.askedForIdentifiers()).isZero();
  }

  @Test
  void anIdentifierNobodyHasLeavesItToDemographics() {
    chart.add("Patient/1");

    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));
  }

  @Test
  void aPartnerThatFindsSomebodyWithoutTheIdentifierIsNotBelieved() {
    chart.findsAnybodyByIdentifier();
    var twin = chart.add("Patient/1");
    twin.getNameFirstRep().getGiven().get(0).setValue("Diana");

    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);
  }

  @Test
  void whoHasTheIdentifierAndIsATwinIsForAPerson() {
    var twin = chart.add("Patient/1");
    twin.addIdentifier().setSystem(MRN).setValue("BB-1");
    twin.getNameFirstRep().getGiven().get(0).setValue("Diana");

    assertThat(reason(find(WITH_MRN)))
        .isEqualTo("the patient with the identifier is not the participant for certain");
  }

  /**
   * Jayden and Hayden: a letter of a name and a figure of a number, and it is the other's chart.
   */
  @ParameterizedTest
  @CsvSource({"Jayden, Hayden, false", "Christian, Christina, true", "Jaylen, Jaylin, true"})
  void aTwinsIdentifierIsForAPerson(String ours, String theirs, boolean hasAChart) {
    var name = RecordSheet.of("{}").with("family", "Ortiz-Báez").with("given", List.of(ours));
    var twin = chart.add("Patient/1");
    twin.addIdentifier().setSystem(MRN).setValue("BB-1");
    twin.getNameFirstRep().getGiven().get(0).setValue(theirs);
    if (hasAChart) {
      chart.add("Patient/2").getNameFirstRep().getGiven().get(0).setValue(ours);
    }

    assertThat(find(WITH_MRN.with("name", name))).isInstanceOf(NotCertain.class);
  }

  @Test
  void whoHasTheIdentifierAndIsOfAnotherSexOrDeceasedIsForAPerson() {
    var other = chart.add("Patient/1");
    other.addIdentifier().setSystem(MRN).setValue("BB-1");
    other.setGender(org.hl7.fhir.r4.model.Enumerations.AdministrativeGender.MALE);
    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);

    other.setGender(org.hl7.fhir.r4.model.Enumerations.AdministrativeGender.FEMALE);
    other.setDeceased(new DateTimeType("2026-01-01"));
    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);
  }

  @ParameterizedTest
  @CsvSource({"Jamal, Jamaal", "Jamal, Jamel", "Jamaal, Jamal", "Noémie, Noemi"})
  void whoHasTheIdentifierAndAMistypedGivenNameIsForAPerson(String ours, String theirs) {
    var name = RecordSheet.of("{}").with("family", "Ortiz-Báez").with("given", List.of(ours));
    var patient = chart.add("Patient/1");
    patient.addIdentifier().setSystem(MRN).setValue("BB-1");
    patient.getNameFirstRep().getGiven().get(0).setValue(theirs);

    assertThat(((NotCertain) find(WITH_MRN.with("name", name))).candidates()).hasSize(1);
  }

  @Test
  void whoHasTheIdentifierAndAnotherFamilyNameIsForAPerson() {
    var married = chart.add("Patient/1");
    married.addIdentifier().setSystem(MRN).setValue("BB-1");
    married.getNameFirstRep().setFamily("Marlowe");

    assertThat(((NotCertain) find(WITH_MRN)).candidates()).hasSize(1);
  }

  @Test
  void whoHasTheIdentifierAndWasMergedIsTheOtherHoweverThatIsReferredTo() {
    var merged = chart.add("Patient/1");
    merged.addIdentifier().setSystem(MRN).setValue("BB-1");
    merged
        .addLink()
        .setOther(new org.hl7.fhir.r4.model.Reference("https://ehr.example/fhir/Patient/2"))
        .setType(org.hl7.fhir.r4.model.Patient.LinkType.REPLACEDBY);
    chart.add("Patient/2");

    assertThat(find(WITH_MRN)).isEqualTo(certain("Patient/2", Link.How.IDENTIFIER));
  }

  private static String reason(Found found) {
    return ((NotCertain) found).reason();
  }
}
