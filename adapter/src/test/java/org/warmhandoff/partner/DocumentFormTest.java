package org.warmhandoff.partner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import ca.uhn.fhir.context.FhirContext;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.StatedCapabilities;

class DocumentFormTest extends AtPartner {

  private static DocumentReference document(LoggedRequest request) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(DocumentReference.class, request.getBodyAsString());
  }

  @Test
  void theDocumentIsSearchedForThenFiledOnceThenReadBack() {
    acceptsDocument(takesDocuments());

    var delivered = delivered();

    assertThat(delivered).isEqualTo("document DocumentReference/88 1");
    assertThat(stub.requests())
        .extracting(request -> request.getMethod() + " " + request.getUrl().split("\\?", 2)[0])
        .containsExactly(
            "GET /fhir/DocumentReference",
            "POST /fhir/DocumentReference",
            "GET /fhir/DocumentReference/88");
    assertThat(stub.requests().get(0).getUrl()).contains("crisis-plan-document%7CCP-1-v1");
  }

  @Test
  void theDocumentIsOnThePartnersOwnPatient() {
    acceptsDocument(takesDocuments());

    handover().write();

    assertThat(document(stub.writes().get(0)).getSubject().getReference()).isEqualTo("Patient/7");
  }

  @Test
  void aDocumentThatIsThereIsNotFiledAgain() {
    acceptsDocument(takesDocuments());
    stub.whenSearched("DocumentReference", ok(searchset(handover().documentAtPartner())));

    var delivered = delivered();

    assertThat(delivered).isEqualTo("document DocumentReference/88 1");
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void whereIdentifiersAreNotSearchedThePatientsDocumentsAreLookedThrough() {
    var statement = takesDocuments();
    statement.getRestFirstRep().getResourceFirstRep().getSearchParam().remove(1);
    acceptsDocument(statement);
    var another = handover().documentAtPartner();
    another.getIdentifierFirstRep().setValue("CP-9-v1");
    another.setId("DocumentReference/1");
    stub.whenSearched("DocumentReference", ok(searchset(another, handover().documentAtPartner())));

    var delivered = delivered();

    assertThat(delivered).isEqualTo("document DocumentReference/88 1");
    assertThat(stub.writes()).isEmpty();
    assertThat(stub.requests().get(0).getUrl()).contains("patient=Patient%2F7");
  }

  @Test
  void aSearchThatFindsSomethingElseFindsNothing() {
    acceptsDocument(takesDocuments());
    var another = handover().documentAtPartner();
    another.getIdentifierFirstRep().setValue("CP-9-v1");
    stub.whenSearched("DocumentReference", ok(searchset(another)));

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");

    assertThat(stub.writes()).hasSize(1);
  }

  @Test
  void inDoubtAndThereItIsDeliveredAndNotFiledAgain() {
    acceptsDocument(takesDocuments());
    stub.whenSearched("DocumentReference", ok(searchset(handover().documentAtPartner())));
    handover().inDoubt(true);

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");

    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void inDoubtAndNotThereYetItMayStillComeAndIsWaitedFor() {
    acceptsDocument(takesDocuments());
    handover().inDoubtSince(PlanHandover.DOUBT.minusSeconds(30));

    assertThat(handover().write())
        .isEqualTo(
            new TryLater(
                "asked: not there yet, and may still come",
                Optional.of(Duration.ofSeconds(30)),
                Reach.ANSWERS));

    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void inDoubtAndNotThereNothingIsFiledInThisAttempt() {
    acceptsDocument(takesDocuments());
    handover().inDoubt(true);

    assertThat(handover().write()).isEqualTo(new NotThere());

    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotSayWhatWasFiledIsUnknown() {
    acceptsDocument(takesDocuments());
    stub.whenFiled(aResponse().withStatus(201));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void whatWasFiledAndShowsSomethingElseIsUnknown() {
    acceptsDocument(takesDocuments());
    var other = handover().documentAtPartner();
    other.getIdentifierFirstRep().setValue("CP-9-v1");
    stub.whenRead(other, ok(other));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void whatIsThereOnAnotherPatientIsNotDelivered() {
    acceptsDocument(takesDocuments());
    var elsewhere = handover().documentAtPartner();
    elsewhere.getSubject().setReference("Patient/8");
    stub.whenSearched("DocumentReference", ok(searchset(elsewhere)));

    assertThat(handover().write()).isEqualTo(new Refused("the partner has it on another patient"));
  }

  @Test
  void whatAPartnerTakesInNoFormIsBroughtByHand() {
    known(StatedCapabilities.takesGraphsOf(List.of("Patient")));

    var outcome = handover().write();

    assertThat(outcome).isInstanceOf(ByHand.class);
    assertThat(((ByHand) outcome).leftOut()).contains("CarePlan", "Goal");
    assertThat(stub.requests()).isEmpty();
    assertThat(handover().setOut()).isEmpty();
  }
}
