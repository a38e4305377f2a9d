package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.IdType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A plan that takes the place of another retires it at the partner. */
class ReplacedPlanTest extends AtPartner {

  private CarePlan before;

  @BeforeEach
  void aPlanThatReplacesAnotherGoes() {
    before = (CarePlan) handover().mainAtPartner();
    before.setId("CarePlan/55/_history/3");
    before.getMeta().setVersionId("3");
    handover().record(plan().id("CP-2").with("making/replaces", "CP-1"));
    acceptsGraph();
  }

  private void isThere(CarePlan... plans) {
    stub.whenSearched("CarePlan", ok(searchset(plans)));
    for (var plan : plans) {
      stub.whenRead(plan, ok(plan));
    }
  }

  private void alsoWritten() {
    var response = written();
    response.addEntry().getResponse().setStatus("200 OK");
    stub.whenWrittenInTransaction(ok(response));
  }

  /** What is written at an id of the partner's. */
  private Optional<BundleEntryComponent> retired() {
    var body = stub.writes().get(0).getBodyAsString();
    var bundle = FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, body);
    return bundle.getEntry().stream()
        .filter(entry -> entry.getRequest().getUrl().startsWith("CarePlan/"))
        .findFirst();
  }

  @Test
  void oneThatIsShownWithoutItsIdIsNotWrittenOverAtNone() {
    var nameless = before.copy();
    nameless.setIdElement((IdType) null);
    stub.whenSearched("CarePlan", ok(searchset(before)));
    stub.whenRead(before, ok(nameless));
    stub.whenWrittenInTransaction(ok(written()));

    var receipt = ((Delivered) handover().write()).receipt();

    assertThat(retired()).isEmpty();
    assertThat(receipt.stale())
        .singleElement()
        .asString()
        .startsWith("CarePlan of the plan that it replaces: stays there as it was");
  }

  @Test
  void theOneThatIsThereIsRetiredInTheSameTransactionIfNobodyChangedIt() {
    isThere(before);
    alsoWritten();

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.writes()).hasSize(1);
    var request = retired().orElseThrow().getRequest();
    assertThat(request.getMethod()).isEqualTo(HTTPVerb.PUT);
    assertThat(request.getUrl()).isEqualTo("CarePlan/55");
    assertThat(request.getIfMatch()).isEqualTo("W/\"3\"");
    var plan = (CarePlan) retired().orElseThrow().getResource();
    assertThat(plan.getIdElement().getIdPart()).isEqualTo("55");
    assertThat(plan.getStatus()).isEqualTo(CarePlanStatus.COMPLETED);
    assertThat(plan.getText().getDivAsString()).contains("<p><b>REPLACED by another plan");
  }

  @Test
  void itIsLookedForByItsIdentifier() {
    isThere(before);
    alsoWritten();

    handover().write();

    assertThat(stub.requests().get(0).getUrl())
        .contains("/CarePlan?", "crisis-plan%7CCP-1")
        .doesNotContain("CP-2");
  }

  @Test
  void whereAPartnerHasNoVersionsItIsWrittenAsItWasRead() {
    before.getMeta().setVersionId(null);
    before.setId("CarePlan/55");
    isThere(before);
    alsoWritten();

    handover().write();

    assertThat(retired().orElseThrow().getRequest().hasIfMatch()).isFalse();
  }

  @Test
  void whatSomebodyChangedMeanwhileIsReadAnewLater() {
    isThere(before);
    stub.whenWrittenInTransaction(status(412));

    assertThat(handover().write()).isInstanceOf(TryLater.class);
  }

  @Test
  void anAnswerThatSaysNothingOfItIsNotBelieved() {
    isThere(before);

    assertThat(handover().write().inDoubt()).isTrue();
  }

  @Test
  void whereItNeverWasThereIsNothingToRetire() {
    isThere();

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(retired()).isEmpty();
  }

  @Test
  void onAnotherPatientItIsLeftAlone() {
    before.getSubject().setReference("Patient/8");
    isThere(before);

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(retired()).isEmpty();
  }

  @Test
  void oneThatIsOverIsLeftAlone() {
    before.setStatus(CarePlanStatus.REVOKED);
    isThere(before);

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(retired()).isEmpty();
  }

  @Test
  void aDocumentIsFiledAndNoPlanIsLookedFor() {
    acceptsDocument(StatedCapabilities.takesDocuments());

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.requests()).noneMatch(request -> request.getUrl().contains("CarePlan"));
  }
}
