package org.warmhandoff.partner.patient;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A patient whom we created once, where the link to it is lost. */
class CreatedPatientTest extends AtPartner {

  private static final String OURS = "https://id.bridgewater-iop.example/participant";

  @BeforeEach
  void itTakesPatientsOnCondition() {
    var statement = StatedCapabilities.takesDocuments();
    var patients = statement.getRestFirstRep().getResource().get(1).setConditionalCreate(true);
    patients.addInteraction().setCode(TypeRestfulInteraction.CREATE);
    said(statement);
  }

  /** Of ours, and not in use. */
  private static Patient retired() {
    var patient = new MemoryPatientIndex().add("Patient/7").setActive(false);
    patient.addIdentifier().setSystem(OURS).setValue("P-1");
    return patient;
  }

  private DeliveryStage match() {
    try (var handover = to(stub.base(), "bearer: " + TOKEN, "creates-patients: true")) {
      return handover.match();
    }
  }

  @Test
  void thatIsNotInUseAnyMoreIsNotTakenAndNoOtherIsCreated() {
    stub.hasPatients(retired());

    var outcome = ((AttemptResult) match()).outcome();

    assertThat(outcome).isInstanceOf(NeedsPerson.class);
    assertThat(outcome.note())
        .isEqualTo(
            "a patient with our identifier is not in use any more, or may be there and is not"
                + " shown");
    assertThat(stub.requests()).noneMatch(request -> request.getUrl().equals("/fhir/Patient"));
  }
}
