package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import ca.uhn.fhir.context.FhirContext;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheets;

class GraphFormTest extends AtPartner {

  private static Bundle transaction(LoggedRequest request) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Bundle.class, request.getBodyAsString());
  }

  @Test
  void theWholeGraphIsWrittenInOneTransactionAndReadBack() {
    acceptsGraph();

    var delivered = delivered();

    assertThat(delivered).isEqualTo("graph CarePlan/77 1");
    assertThat(stub.writes()).singleElement().extracting(LoggedRequest::getUrl).isEqualTo("/fhir");
    assertThat(stub.requests().get(1).getUrl()).isEqualTo("/fhir/CarePlan/77");
  }

  @Test
  void everyEntryOfTheTransactionIsFoundByItsBusinessIdentifier() {
    acceptsGraph();

    handover().write();

    var bundle = transaction(stub.writes().get(0));
    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
    assertThat(bundle.getEntry())
        .hasSameSizeAs(handover().graph().entries())
        .filteredOn(entry -> !entry.getResource().fhirType().equals("Provenance"))
        .allSatisfy(
            entry -> {
              var request = entry.getRequest();
              var query =
                  request.getMethod() == HTTPVerb.PUT ? request.getUrl() : request.getIfNoneExist();
              assertThat(request.getMethod()).isIn(HTTPVerb.PUT, HTTPVerb.POST);
              assertThat(query).contains("identifier=https://id.bridgewater-iop.example/");
            });
    assertThat(bundle.getEntryFirstRep().getRequest().getUrl())
        .isEqualTo("CarePlan?identifier=https://id.bridgewater-iop.example/crisis-plan|CP-1");
  }

  @Test
  void whoWroteItIsWrittenAtAnIdOfOurOwn() {
    acceptsGraph();

    handover().write();

    assertThat(transaction(stub.writes().get(0)).getEntry())
        .filteredOn(entry -> entry.getResource().fhirType().equals("Provenance"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.getRequest().getUrl())
                    .isEqualTo("Provenance/" + entry.getFullUrl().replace("urn:uuid:", "")));
  }

  @Test
  void whoWroteItIsLeftOutWhereNobodyElseMayNameIds() {
    acceptsGraph();
    var statement = statement();
    statement.getRestFirstRep().getResource().forEach(type -> type.setUpdateCreate(false));
    known(statement);
    var less = written();
    less.getEntry().remove(less.getEntry().size() - 1);
    stub.whenWrittenInTransaction(ok(less));

    assertThat(delivered()).isEqualTo("graph CarePlan/77 1");

    assertThat(transaction(stub.writes().get(0)).getEntry())
        .hasSize(handover().graph().entries().size() - 1)
        .noneSatisfy(entry -> assertThat(entry.getResource().fhirType()).isEqualTo("Provenance"));
  }

  @Test
  void thePlanIsOnThePartnersOwnPatient() {
    acceptsGraph();

    handover().write();

    var plan = (CarePlan) transaction(stub.writes().get(0)).getEntryFirstRep().getResource();
    assertThat(plan.getSubject().getReference()).isEqualTo("Patient/7");
  }

  @Test
  void aPartnerThatSaysNoAddressIsAskedByIdentifier() {
    acceptsGraph();
    var silent = written();
    silent.getEntryFirstRep().getResponse().setLocation(null);
    stub.whenWrittenInTransaction(ok(silent));

    assertThat(delivered()).isEqualTo("graph CarePlan/77 1");
  }

  @Test
  void aPartnerThatShowsAnotherVersionWhereItWasWrittenIsAskedByIdentifier() {
    acceptsGraph();
    var old = (CarePlan) handover().mainAtPartner();
    old.getIdentifier().remove(old.getIdentifier().size() - 1);
    stub.whenRead(old, ok(old));

    assertThat(delivered()).isEqualTo("graph CarePlan/77 1");
  }

  @Test
  void whatCannotBeReadBackIsNotDelivered() {
    acceptsGraph();
    var old = (CarePlan) handover().mainAtPartner();
    old.getIdentifier().remove(old.getIdentifier().size() - 1);
    stub.whenRead(old, ok(old));
    stub.whenSearched("CarePlan", ok(searchset()));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void anAnswerWithFewerEntriesThanWereSentIsUnknown() {
    acceptsGraph();
    var less = written();
    less.getEntry().remove(less.getEntry().size() - 1);
    stub.whenWrittenInTransaction(ok(less));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void anAnswerOfWhichAnEntryWentWrongIsUnknown() {
    acceptsGraph();
    var wrong = written();
    wrong.getEntryFirstRep().getResponse().setStatus("422 Unprocessable");
    stub.whenWrittenInTransaction(ok(wrong));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void anAnswerThatLeavesOutTheStatusIsUnknown() {
    acceptsGraph();
    var wrong = written();
    wrong.getEntryFirstRep().getResponse().setStatus(null);
    stub.whenWrittenInTransaction(ok(wrong));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void anAnswerWithAnAddressOfNothingIsAskedByIdentifier() {
    acceptsGraph();
    var odd = written();
    odd.getEntryFirstRep().getResponse().setLocation("/");
    stub.whenWrittenInTransaction(ok(odd));

    assertThat(delivered()).isEqualTo("graph CarePlan/77 1");
  }

  @Test
  void whatIsThereOnAnotherPatientIsNotDelivered() {
    acceptsGraph();
    var elsewhere = (CarePlan) handover().mainAtPartner();
    elsewhere.getSubject().setReference("Patient/8");
    stub.whenRead(elsewhere, ok(elsewhere));
    stub.whenSearched("CarePlan", ok(searchset(elsewhere)));

    assertThat(handover().write()).isEqualTo(new Refused("the partner has it on another patient"));
  }

  @Test
  void aPlanThatStillStandsInAnothersChartIsNotMovedFromThere() {
    acceptsGraph();
    var elsewhere = (CarePlan) handover().mainAtPartner();
    elsewhere.getSubject().setReference("Patient/8");
    stub.whenRead(elsewhere, ok(elsewhere));
    handover()
        .held(
            RecordSheets.plan(),
            Outcomes.receipt(
                Form.GRAPH,
                new Link("Patient/8", Link.How.PERSON),
                "CarePlan/77",
                Optional.of("1")));
    handover().record(RecordSheets.plan().version(2));

    assertThat(handover().write()).isEqualTo(new Refused("the partner has it on another patient"));
    assertThat(stub.writes()).isEmpty();
  }
}
