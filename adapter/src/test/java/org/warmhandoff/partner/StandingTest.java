package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** What a record refers to is led to where it stands, and named where it does not. */
class StandingTest extends AtPartner {

  private DomainResource crisisPlan;

  @BeforeEach
  void aReferralBecauseOfAPlanGoes() {
    handover().record(plan());
    crisisPlan = handover().mainAtPartner();
    handover().record(referral());
    acceptsGraph();
    known(
        StatedCapabilities.takesGraphsOf(
            List.of("CarePlan", "ServiceRequest", "Task", "Location", "Provenance", "Consent")));
  }

  private void wasWritten() {
    var id = crisisPlan.getIdElement().getIdPart();
    var identifier = OwnResources.token(OwnResources.identifiers(crisisPlan).get(0));
    handover().remotes().keep(List.of(new Written("CarePlan", identifier, id, Optional.empty())));
  }

  private Reference sent() {
    assertThat(handover().write()).isInstanceOf(Delivered.class);
    var body = stub.writes().get(0).getBodyAsString();
    var bundle = FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, body);
    return ((ServiceRequest) bundle.getEntryFirstRep().getResource()).getSupportingInfoFirstRep();
  }

  @Test
  void aPlanThatStandsThereIsLedTo() {
    wasWritten();
    stub.whenRead(crisisPlan, ok(crisisPlan));

    var reference = sent();

    assertThat(reference.getReference())
        .isEqualTo("CarePlan/" + crisisPlan.getIdElement().getIdPart());
    assertThat(reference.getIdentifier().getValue()).isEqualTo("CP-1");
  }

  @Test
  void aPlanThatIsNotThereAnyMoreIsNamed() {
    wasWritten();
    stub.whenRead(crisisPlan, status(404));

    assertThat(sent().hasReference()).isFalse();
  }

  @Test
  void aPlanThatCannotBeAskedForNowIsNamedAndTheReferralGoesAllTheSame() {
    wasWritten();
    stub.whenRead(crisisPlan, status(500));

    assertThat(sent().hasReference()).isFalse();
  }

  @Test
  void aPlanThatNeverWentThereIsNamedWithoutAsking() {
    assertThat(sent().hasReference()).isFalse();

    assertThat(stub.requests()).noneMatch(request -> request.getUrl().contains("CarePlan"));
  }
}
