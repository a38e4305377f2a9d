package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;

import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A chart that the participant was linked to and that is not what it was. */
class MergedPatientTest extends AtPartner {

  private static final Link BEFORE = new Link("Patient/7", Link.How.IDENTIFIER);

  @BeforeEach
  void theChartIsLookedAt() {
    said(StatedCapabilities.takesDocuments());
    stub.hasPatients();
    handover().links().keep("psychiatry", "P-1", BEFORE);
    handover().links().checkAlways();
  }

  private Patient there(String id) {
    var patient = new MemoryPatientIndex().add("Patient/" + id);
    show(patient);
    return patient;
  }

  private void show(Patient patient) {
    stub.whenRead(patient, ok(patient));
  }

  private void merge(Patient patient, String reference) {
    patient.addLink().setType(LinkType.REPLACEDBY).getOther().setReference(reference);
    show(patient);
  }

  private void isMatchedAnew() {
    assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(NeedsPerson.class);
    assertThat(handover().links().find("psychiatry", "P-1")).isEmpty();
  }

  @Test
  void isStillTheParticipants() {
    there("7");

    assertThat(((Matched) handover().match()).link()).isEqualTo(BEFORE);
    assertThat(handover().links().checked()).isOne();
  }

  @Test
  void isFollowedToTheLastThatItWasMergedInto() {
    merge(there("7"), "Patient/8");
    merge(there("8"), stub.base() + "/Patient/9/_history/2");
    there("9");

    var merged = new Link("Patient/9", Link.How.MERGED);
    assertThat(((Matched) handover().match()).link()).isEqualTo(merged);
    assertThat(handover().links().find("psychiatry", "P-1")).contains(merged);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other-hospital.example/fhir/Patient/9",
        "urn:uuid:8f0c1d3e-0c1f-4c57-9e39-5d0a7f1f2b11",
        "Patient/10"
      })
  void isNotFollowedToAnotherSystemsPatientOrToNobody(String reference) {
    merge(there("7"), reference);
    there("9");
    stub.whenRead(new MemoryPatientIndex().add("Patient/10"), status(404));

    isMatchedAnew();
  }

  @Test
  void isNotFollowedIntoSomebodyElsesChart() {
    merge(there("7"), "Patient/9");
    var other = there("9");
    other.getNameFirstRep().getGiven().get(0).setValue("Daniel");
    show(other);

    isMatchedAnew();
  }

  @Test
  void isNotFollowedIntoAChartThatIsNotInUse() {
    merge(there("7"), "Patient/8");
    show(there("8").setActive(false));

    isMatchedAnew();
  }

  @Test
  void isNotWrittenToAsLongAsItCannotBeSeen() {
    stub.whenRead(new MemoryPatientIndex().add("Patient/7"), status(500));

    for (var attempt = 0; attempt < 2; attempt++) {
      assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(TryLater.class);
    }
    assertThat(handover().links().checked()).isZero();
  }
}
