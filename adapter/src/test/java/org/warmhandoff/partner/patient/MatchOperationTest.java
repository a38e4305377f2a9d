package org.warmhandoff.partner.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * A partner that matches patients by an operation of its own.
 *
 * @see <a href="https://hl7.org/fhir/R4/patient-operation-match.html">Patient $match</a>
 */
class MatchOperationTest extends AtPartner {

  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

  @BeforeEach
  void itSaidThatItMatches() {
    said(StatedCapabilities.takesDocumentsAndMatches());
    stub.hasPatients();
  }

  private static Patient dana() {
    return new MemoryPatientIndex().add("Patient/7");
  }

  private static Bundle matched(Patient patient, String grade) {
    var bundle = searchset(patient);
    bundle.getEntryFirstRep().getSearch().setScore(0.98).addExtension(GRADE, new CodeType(grade));
    return bundle;
  }

  /** Whom nobody takes for Dana for certain by what else is known of them. */
  private static Patient bare() {
    return dana().setTelecom(null).setAddress(null);
  }

  private void itIsCertainOf(Patient patient) {
    stub.whenAskedToMatch(ok(matched(patient, "certain")));
    stub.whenRead(patient, ok(patient));
  }

  private static void needsPerson(DeliveryStage stage) {
    assertThat(((AttemptResult) stage).outcome()).isInstanceOf(NeedsPerson.class);
  }

  @Test
  void whomItCallsCertainIsTheParticipant() {
    itIsCertainOf(bare());

    var stage = handover().match();

    assertThat(((Matched) stage).link()).isEqualTo(new Link("Patient/7", Link.How.MATCH_OPERATION));
    assertThat(stub.requests())
        .first()
        .satisfies(
            request -> {
              assertThat(request.getUrl()).isEqualTo("/fhir/Patient/$match");
              assertThat(request.getBodyAsString())
                  .contains("\"onlyCertainMatches\"", "\"1987-03-14\"", "Ortiz-Báez");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"probable", "possible", "certainly-not"})
  void whomItCallsLessThanCertainIsNot(String grade) {
    stub.whenAskedToMatch(ok(matched(dana(), grade)));

    needsPerson(handover().match());
  }

  @Test
  void whoWasBornOnAnotherDayIsLeftToAPerson() {
    var other = dana();
    other.getBirthDateElement().setValueAsString("1978-03-14");
    itIsCertainOf(other);

    needsPerson(handover().match());
  }

  @Test
  void whoHasAnotherSurnameIsLeftToAPerson() {
    var other = dana();
    other.getNameFirstRep().setFamily("Marlowe");
    itIsCertainOf(other);

    needsPerson(handover().match());
  }

  @Test
  void twoWhoAreBothCertainAreLeftToAPerson() {
    var two = matched(dana(), "certain");
    two.addEntry(matched(new MemoryPatientIndex().add("Patient/8"), "certain").getEntryFirstRep());
    stub.whenAskedToMatch(ok(two));
    stub.whenRead(dana(), ok(dana()));
    stub.whenRead(
        new MemoryPatientIndex().add("Patient/8"), ok(new MemoryPatientIndex().add("Patient/8")));

    needsPerson(handover().match());
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501})
  void whereItDoesNotDoSoAfterAllPatientsAreSearched(int status) {
    stub.whenAskedToMatch(status(status));
    stub.hasPatients(dana());

    var stage = handover().match();

    assertThat(((Matched) stage).link()).isEqualTo(new Link("Patient/7", Link.How.DEMOGRAPHICS));
  }

  @Test
  void whomItNamesAndIsNotThereIsNotLinked() {
    stub.whenAskedToMatch(ok(matched(bare(), "certain")));
    stub.whenRead(bare(), status(404));

    needsPerson(handover().match());
    assertThat(handover().links().find("psychiatry", "P-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422, 500})
  void whereItFailsAllPatientsAreSearched(int status) {
    stub.whenAskedToMatch(status(status));
    stub.hasPatients(dana());

    assertThat(handover().match()).isInstanceOf(Matched.class);
  }

  @Test
  void whatIsNoBundleIsNotAskedForAgain() {
    stub.whenAskedToMatch(ok(new Parameters()));
    stub.hasPatients();

    needsPerson(handover().match());
    needsPerson(handover().match());

    assertThat(handover().refusals().of("psychiatry"))
        .containsExactly(new Refusal("Patient", "$match"));
    assertThat(stub.requests())
        .filteredOn(request -> request.getUrl().endsWith("$match"))
        .hasSize(1);
  }
}
