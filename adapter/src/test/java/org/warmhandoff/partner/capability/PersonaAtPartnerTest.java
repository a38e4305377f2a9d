package org.warmhandoff.partner.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.SmallEhr;

/** A partner is talked to as its persona wants it. */
class PersonaAtPartnerTest extends AtPartner {

  @TempDir private static Path home;

  private final SmallEhr ehr = new SmallEhr();
  private final PlanHandover oracle = to(ehr.base(), "bearer: " + TOKEN, "persona: oracle-like");

  @BeforeEach
  void takesPlansAndDocuments() {
    var statement = takesOneByOne(List.of("CarePlan", "DocumentReference"));
    statement
        .getRestFirstRep()
        .getResource()
        .forEach(
            (CapabilityStatementRestResourceComponent type) ->
                type.addSearchParam().setName("patient"));
    known(statement);
  }

  @AfterEach
  void hangUp() {
    oracle.close();
    ehr.close();
  }

  @Test
  void jsonAloneIsAskedForAndSent() {
    oracle.write();

    assertThat(ehr.asked())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.header("Accept")).contains("application/fhir+json"));
    assertThat(ehr.written())
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(one.header("Content-Type")).contains("application/fhir+json"));
  }

  @Test
  void searchesNameThePatient() {
    oracle.write();

    assertThat(ehr.asked())
        .filteredOn(one -> one.target().contains("?"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.target()).contains("patient=Patient%2F7"));
  }

  @Test
  void updatesNameTheVersion() {
    var first = ((Delivered) oracle.write()).receipt();
    oracle.held(plan(), first);
    oracle.record(plan().version(2));

    oracle.write();

    assertThat(ehr.written())
        .filteredOn(one -> one.method().equals("PUT"))
        .isNotEmpty()
        .extracting((RawRequest one) -> one.header("If-Match").orElse("none"))
        .containsOnly("W/\"1\"");
  }

  @Test
  void whereItWantsNoVersionTheDocumentBeforeIsSupersededWithoutOne() throws IOException {
    known(takesDocuments(TypeRestfulInteraction.UPDATE));

    try (var partner = wantsNoVersions()) {
      var first = ((Delivered) partner.write()).receipt();
      partner.held(plan(), first);
      partner.record(plan().version(2));
      partner.write();
    }

    assertThat(ehr.written())
        .filteredOn(one -> one.method().equals("PUT"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.body()).contains("superseded");
              assertThat(one.header("If-Match")).isEmpty();
            });
  }

  @Test
  void whereItWantsNoVersionAReplacedPlanIsRetiredWithoutOne() throws IOException {
    takesGraphs();

    try (var partner = wantsNoVersions()) {
      partner.write();
      partner.record(plan().id("CP-2").with("making/replaces", "CP-1"));
      assertThat(partner.write()).isInstanceOf(Delivered.class);
    }

    assertThat(ehr.written())
        .hasSize(2)
        .last()
        .satisfies(
            one ->
                assertThat(one.body())
                    .contains("REPLACED by another plan")
                    .doesNotContain("ifMatch"));
  }

  private PlanHandover wantsNoVersions() throws IOException {
    var persona = home.resolve("never.json");
    Files.writeString(persona, "{\"title\": \"No versions\", \"wire\": {\"ifMatch\": \"never\"}}");
    return to(ehr.base(), "bearer: " + TOKEN, "persona: " + persona);
  }
}
