package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Matching.Found;
import org.warmhandoff.match.Matching.Found.Certain;
import org.warmhandoff.match.Matching.Found.NotCertain;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;

/** Who may be meant, why, and how well: for the person who decides. Dana was born on 1987-03-14. */
class CandidatesTest {

  private final MemoryPatientIndex chart = new MemoryPatientIndex();

  private Found find() {
    return MemoryPatientIndex.matching(List.of()).find(dana().record(), chart);
  }

  private Candidate only() {
    var candidates = ((NotCertain) find()).candidates();
    assertThat(candidates).hasSize(1);
    return candidates.get(0);
  }

  @Test
  void aTwinIsShownWithWhatAgreesAndWhatDoesNot() {
    chart.add("Patient/1").getNameFirstRep().getGiven().get(0).setValue("Diana");

    assertThat(only().patient()).isEqualTo("Patient/1");
    assertThat(only().score()).isBetween(0.79, 0.81);
    assertThat(only().agrees()).containsExactly("family", "birth-date", "sex", "phone", "address");
    assertThat(only().differs()).containsExactly("given");
  }

  @Test
  void whoHasNameAndBirthDateCountsHoweverHighTheThresholds() {
    chart.add("Patient/1");
    var other = chart.add("Patient/2");
    other.getTelecom().clear();
    other.getAddress().clear();
    var strict =
        new Matching(new PartnerConfig.Patients(List.of(), false), new MatchingConfig(0.9, 0.899));

    var found = strict.find(dana().record(), chart);

    assertThat(found).isInstanceOf(NotCertain.class);
    assertThat(((NotCertain) found).candidates())
        .extracting(Candidate::patient)
        .containsExactly("Patient/1", "Patient/2");
  }

  @Test
  void aChangedSurnameIsShown() {
    chart.add("Patient/1").getNameFirstRep().setFamily("Marlowe");

    assertThat(only().differs()).containsExactly("family");
  }

  @Test
  void oneOfTwoNamesIsNearly() {
    chart.add("Patient/1").getNameFirstRep().setFamily("Ortiz");

    assertThat(only().agrees()).contains("nearly-family");
  }

  @Test
  void swappedDayAndMonthAreNearly() {
    var dana = dana().with("birthDate", "1987-03-04");
    chart.add("Patient/1").getBirthDateElement().setValueAsString("1987-04-03");

    var found = (NotCertain) MemoryPatientIndex.matching(List.of()).find(dana.record(), chart);

    assertThat(found.candidates()).hasSize(1);
    assertThat(found.candidates().get(0).agrees()).contains("nearly-birth-date");
  }

  @Test
  void whoIsDeceasedIsShownAsThat() {
    chart.add("Patient/1").setDeceased(new org.hl7.fhir.r4.model.BooleanType(true));

    assertThat(only().differs()).containsExactly("living");
  }

  @Test
  void theLikeliestIsShownFirst() {
    chart.add("Patient/1").getNameFirstRep().getGiven().get(0).setValue("Diana");
    chart.add("Patient/2").setGender(AdministrativeGender.MALE);

    assertThat(((NotCertain) find()).candidates())
        .extracting(Candidate::patient)
        .containsExactly("Patient/2", "Patient/1");
  }

  @Test
  void whoHasNextToNothingInCommonIsNotShown() {
    var stranger = chart.add("Patient/1");
    stranger.getNameFirstRep().setFamily("Marlowe").getGiven().get(0).setValue("Diana");
    stranger.setTelecom(null).setAddress(null);

    assertThat(((NotCertain) find()).candidates()).isEmpty();
  }

  @Test
  void whoWasMergedIntoAnotherIsTheOther() {
    var merged = chart.add("Patient/1");
    merged.setActive(false);
    merged.addLink().setOther(new Reference("Patient/2")).setType(LinkType.REPLACEDBY);
    chart.add("Patient/2");

    assertThat(find()).isEqualTo(new Certain(new Link("Patient/2", Link.How.DEMOGRAPHICS)));
  }

  @Test
  void whoWasMergedIntoOneThatIsNotThereIsNobody() {
    var merged = chart.add("Patient/1");
    merged.addLink().setOther(new Reference("Patient/2")).setType(LinkType.REPLACEDBY);

    assertThat(((NotCertain) find()).candidates()).isEmpty();
  }

  @Test
  void patientsMergedIntoEachOtherEndNoSearch() {
    merge("Patient/1", "Patient/2");
    merge("Patient/2", "Patient/1");

    assertThat(find()).isInstanceOf(NotCertain.class);
  }

  private void merge(String from, String into) {
    chart.add(from).addLink().setOther(new Reference(into)).setType(LinkType.REPLACEDBY);
  }

  @Test
  void aSingleOneThatThePartnersOwnMatchCallsCertainIsTaken() {
    var patient = chart.add("Patient/1");
    patient.setTelecom(null).setAddress(null);
    chart.matches(patient);

    assertThat(find()).isEqualTo(new Certain(new Link("Patient/1", Link.How.MATCH_OPERATION)));
  }

  @Test
  void ofSeveralThatItCallsCertainNoneIsTaken() {
    chart.matches(chart.add("Patient/1"));
    chart.matches(chart.add("Patient/2"));

    assertThat(find()).isInstanceOf(NotCertain.class);
  }

  @Test
  void whatItCallsCertainAndWasBornOnAnotherDayIsForAPerson() {
    var other = new Patient();
    other.setId("Patient/1");
    other.addName().setFamily("Ortiz-Báez").addGiven("Dana");
    other.getBirthDateElement().setValueAsString("1950-01-01");
    chart.matches(chart.put(other));

    assertThat(((NotCertain) find()).reason()).contains("does not agree");
  }

  @Test
  void whomItCallsCertainAndIsNotThereIsNobody() {
    chart.matches(new MemoryPatientIndex().add("Patient/9"));

    assertThat(((NotCertain) find()).candidates()).isEmpty();
  }

  @Test
  void whomItCallsCertainIsTakenAsTheChartsHaveThem() {
    chart.matches(new MemoryPatientIndex().add("Patient/1"));
    chart.add("Patient/1").getNameFirstRep().getGiven().get(0).setValue("Diana");

    assertThat(find()).isInstanceOf(NotCertain.class);
  }

  @Test
  void aTwinOfTheSameNameIsNotToldApartByItsMatch() {
    chart.matches(chart.add("Patient/1"));
    chart.add("Patient/2");

    assertThat(((NotCertain) find()).candidates()).hasSize(2);
  }

  @Test
  void whoIsSomebodyElseThoughItCallsThemCertainDoesNotHideTheParticipant() {
    var other = chart.add("Patient/1");
    other.getBirthDateElement().setValueAsString("1950-01-01");
    chart.matches(other);
    chart.add("Patient/2");

    assertThat(find()).isEqualTo(new Certain(new Link("Patient/2", Link.How.DEMOGRAPHICS)));
  }

  @Test
  void nobodyIsCreatedUnlessThePartnerLetsUsAndNobodyMayBeMeant() {
    assertThat(find()).isInstanceOf(NotCertain.class);
    assertThat(chart.created()).isZero();

    var creating = MemoryPatientIndex.matching(List.of(), true);
    assertThat(creating.find(dana().record(), chart))
        .isEqualTo(new Certain(new Link("Patient/new", Link.How.CREATED)));

    chart.add("Patient/1").setGender(AdministrativeGender.MALE);
    assertThat(creating.find(dana().record(), chart)).isInstanceOf(NotCertain.class);
    assertThat(chart.created()).isEqualTo(1);
  }
}
