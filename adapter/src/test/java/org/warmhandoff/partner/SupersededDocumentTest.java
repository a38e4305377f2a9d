package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import ca.uhn.fhir.context.FhirContext;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Optional;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.PlanHandover;

/** The document of the version before gives way to the new one. */
class SupersededDocumentTest extends AtPartner {

  @BeforeEach
  void aSecondVersionGoes() {
    handover().record(plan().version(2));
  }

  private static DocumentReference document(LoggedRequest request) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(DocumentReference.class, request.getBodyAsString());
  }

  private DocumentReference holdsVersionBefore() {
    var before = handover().documentAtPartner();
    before.setId("DocumentReference/55/_history/3");
    before.getMeta().setVersionId("3");
    stub.whenRead(before, ok(before));
    stub.whenUpdated(before, ok(before));
    handover()
        .held(
            plan(),
            Outcomes.receipt(
                Form.DOCUMENT, PlanHandover.LINK, "DocumentReference/55", Optional.of("3")));
    return before;
  }

  @Test
  void theDocumentBeforeIsMarkedSupersededInTheVersionThatWasRead() {
    acceptsDocument(takesDocuments(TypeRestfulInteraction.UPDATE));
    holdsVersionBefore();

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");

    var update = stub.writes().get(1);
    assertThat(update.getUrl()).isEqualTo("/fhir/DocumentReference/55");
    assertThat(update.getHeader("If-Match")).isEqualTo("W/\"3\"");
    assertThat(document(update).getStatus().toCode()).isEqualTo("superseded");
  }

  @Test
  void theNewDocumentSaysWhichOneItReplaces() {
    acceptsDocument(takesDocuments());
    holdsVersionBefore();

    handover().write();

    assertThat(document(stub.writes().get(0)).getRelatesTo())
        .singleElement()
        .satisfies(
            relation -> {
              assertThat(relation.getCode()).isEqualTo(DocumentRelationshipType.REPLACES);
              assertThat(relation.getTarget().getReference()).isEqualTo("DocumentReference/55");
              assertThat(relation.getTarget().getIdentifier().getValue()).isEqualTo("CP-1-v1");
            });
  }

  @Test
  void whereUpdatesAreNotOfferedTheDocumentBeforeIsLeftAlone() {
    acceptsDocument(takesDocuments());
    holdsVersionBefore();

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");

    assertThat(stub.writes()).hasSize(1);
  }

  @Test
  void theNewDocumentIsDeliveredThoughThePartnerDoesNotLetUsMarkTheOneBefore() {
    acceptsDocument(takesDocuments(TypeRestfulInteraction.UPDATE));
    stub.whenUpdated(holdsVersionBefore(), status(403));

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");
  }

  @Test
  void theNewDocumentIsDeliveredThoughTheOneBeforeIsGone() {
    acceptsDocument(takesDocuments(TypeRestfulInteraction.UPDATE));
    stub.whenRead(holdsVersionBefore(), status(410));

    assertThat(delivered()).isEqualTo("document DocumentReference/88 1");
  }
}
