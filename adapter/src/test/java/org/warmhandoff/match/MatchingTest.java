package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Matching.Found;
import org.warmhandoff.match.Matching.Found.Certain;
import org.warmhandoff.match.Matching.Found.NotCertain;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;

/** Dana Inés Ortiz-Báez, 1987-03-14, female, +1 413 555 0101, 218 Alder Row, 01108. */
class MatchingTest {

  private static final String MRN = "https://psychiatry.example/mrn";
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
  void exactlyOneInWhomEverythingAgreesIsCertain() {
    chart.add("Patient/1");

    assertThat(find(dana())).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));
  }

  @Test
  void nobodyOfThatNameAndBirthDateIsForAPerson() {
    assertThat(reason(find(dana()))).isEqualTo("no patient of that name and birth date");
  }

  @Test
  void aTwinIsSomebodyElse() {
    chart.add("Patient/1").getNameFirstRep().getGiven().get(0).setValue("Diana");

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void ofTwinsTheOneOfThatGivenNameIsCertain() {
    chart.add("Patient/1").getNameFirstRep().getGiven().get(0).setValue("Diana");
    chart.add("Patient/2");

    assertThat(find(dana())).isEqualTo(certain("Patient/2", Link.How.DEMOGRAPHICS));
  }

  @Test
  void twoOfThatNameAndBirthDateAreForAPerson() {
    chart.add("Patient/1");
    chart.add("Patient/2").getAddressFirstRep().setPostalCode("99999");

    assertThat(reason(find(dana()))).isEqualTo("2 patients of that name and birth date");
  }

  @Test
  void aChangedSurnameIsForAPerson() {
    chart.add("Patient/1").getNameFirstRep().setFamily("Marlowe");

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void aNameFromBeforeCountsWhereThePartnerKeepsIt() {
    var married = chart.add("Patient/1");
    married.getNameFirstRep().setFamily("Marlowe");
    married.addName().setFamily("Ortiz-Báez").addGiven("Dana");

    assertThat(find(dana())).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ORTIZ BAEZ", "Ortiz Báez", "ortizbaez", "Ortiz-Ba\u0301ez", "Ortiz–Baez"})
  void caseAccentsAndHyphensDoNotCount(String family) {
    chart.add("Patient/1").getNameFirstRep().setFamily(family);

    assertThat(find(dana())).isEqualTo(certain("Patient/1", Link.How.DEMOGRAPHICS));
  }

  @ParameterizedTest
  @CsvSource({"Ortiz", "Ortiz-Báez-Ruiz", "Báez-Ortiz", "Ortis-Báez"})
  void aNameThatIsOnlyNearlyTheSameIsNot(String family) {
    chart.add("Patient/1").getNameFirstRep().setFamily(family);

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void whoIsInactiveIsPassedOver() {
    chart.add("Patient/1").setActive(false);
    chart.add("Patient/2");

    assertThat(find(dana())).isEqualTo(certain("Patient/2", Link.How.DEMOGRAPHICS));
  }

  @Test
  void whoIsDeceasedIsForAPerson() {
    chart.add("Patient/1").setDeceased(new BooleanType(true));

    assertThat(find(dana())).isInstanceOf(NotCertain.class);

    chart.only().setDeceased(new DateTimeType("2026-01-01"));
    assertThat(find(dana())).isInstanceOf(NotCertain.class);

    chart.only().setDeceased(new BooleanType(false));
    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @Test
  void anotherOrNoSexIsForAPerson() {
    chart.add("Patient/1").setGender(AdministrativeGender.MALE);
    assertThat(find(dana())).isInstanceOf(NotCertain.class);

    chart.only().setGender(null);
    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void theNotesNameNobody() {
    chart.add("Patient/1").setGender(AdministrativeGender.MALE);

    assertThat(((NotCertain) find(dana())).reason()).doesNotContain("Dana", "Ortiz", "1987");
  }

  @Test
  void aPatientOfWhomNothingIsWrittenIsNobody() {
    chart.put(new Patient().setId("Patient/1"));

    assertThat(find(WITH_MRN)).isInstanceOf(NotCertain.class);
  }

  private static String reason(Found found) {
    return ((NotCertain) found).reason();
  }
}
