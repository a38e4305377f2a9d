package org.warmhandoff.partner.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.Register;
import org.warmhandoff.testing.ehr.Register.Searching;

/** Patients are asked for by what a partner declares, and by nothing else. */
class PatientSearchTest extends AtPartner {

  @TempDir private Path home;

  private Register register = with(Searching.LENIENT);

  private static Register with(Searching searching, Patient... patients) {
    return new Register(
        searching,
        patients.length == 0
            ? List.of(new MemoryPatientIndex().add("Patient/7"))
            : List.of(patients));
  }

  @AfterEach
  void hangUp() {
    register.close();
  }

  private DeliveryStage match(String... more) {
    known(register.statement());
    try (var handover = to(register.base(), "bearer: " + TOKEN, String.join("", more))) {
      return handover.match();
    }
  }

  private static Outcome outcome(DeliveryStage stage) {
    return ((AttemptResult) stage).outcome();
  }

  private String namesInUrls() throws java.io.IOException {
    var persona = home.resolve("persona.json");
    Files.writeString(persona, "{\"searches\": {\"namesInUrls\": true}}");
    return "persona: \"" + persona + "\"";
  }

  @Test
  void byNameWhereFamilyNamesAreNotToldApart() {
    register = with(Searching.NAMES);

    var stage = match();

    assertThat(((Matched) stage).link()).isEqualTo(new Link("Patient/7", Link.How.DEMOGRAPHICS));
    assertThat(register.asked())
        .allSatisfy(asked -> assertThat(asked.body()).doesNotContain("family", "given"))
        .first()
        .satisfies(
            asked -> assertThat(asked.body()).contains("name=Ortiz-B", "birthdate=1987-03-14"));
  }

  @Test
  void notAtAllWhereNothingIsDeclaredAndAPersonDecides() {
    register = with(Searching.FEW);

    assertThat(outcome(match()))
        .isEqualTo(
            new NeedsPerson("the partner cannot be searched for patients of that name", List.of()));
    assertThat(register.asked()).isEmpty();
  }

  @Test
  void wherePostIsRefusedItIsSoonForAPerson() {
    register.refusesPost();

    assertThat(outcome(match())).isInstanceOf(NeedsPerson.class);
    assertThat(register.asked()).hasSizeLessThanOrEqualTo(3);
    assertThat(register.asked())
        .extracting(RawRequest::target)
        .containsOnly("/fhir/Patient/_search");
  }

  @Test
  void wherePostIsRefusedNamesStandInUrlsOnlyIfThePersonaAllowsIt() throws java.io.IOException {
    register.refusesPost();

    var stage = match(namesInUrls());

    assertThat(((Matched) stage).link().patient()).isEqualTo("Patient/7");
    assertThat(register.asked())
        .extracting(RawRequest::method)
        .startsWith("POST", "GET")
        .filteredOn("POST"::equals)
        .hasSize(1);
  }

  @Test
  void byPostThoughThePersonaAllowsNamesInUrls() throws java.io.IOException {
    assertThat(match(namesInUrls())).isInstanceOf(Matched.class);

    assertThat(register.asked()).extracting(RawRequest::method).containsOnly("POST");
  }

  @Test
  void ofASystemThatTakesNothingNobody() {
    var statement = register.statement();
    statement.getRestFirstRep().getResource().remove(0);
    known(statement);

    try (var handover = to(register.base())) {
      handover.participant(dana());

      assertThat(outcome(handover.match())).isInstanceOf(ByHand.class);
    }
    assertThat(register.asked()).isEmpty();
  }

  @Test
  void aNameWithACommaIsOneName() {
    register = with(Searching.STRICT);
    known(register.statement());

    try (var handover = to(register.base())) {
      handover.participant(dana().with("name/family", "Ortiz, Jr"));
      handover.match();
    }

    assertThat(register.asked().get(0).body()).contains("Ortiz%5C%2C");
  }

  @Test
  void theQuestionsAreFewHoweverLittleIsFound() {
    var other = new MemoryPatientIndex().add("Patient/8");
    other.getNameFirstRep().setFamily("Marlowe");
    register = with(Searching.LENIENT, other);

    assertThat(((NeedsPerson) outcome(match())).candidates()).hasSize(1);
    assertThat(register.asked()).hasSizeLessThanOrEqualTo(15);
  }
}
