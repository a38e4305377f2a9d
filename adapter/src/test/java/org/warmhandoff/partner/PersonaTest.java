package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.Sheets.plan;
import static org.warmhandoff.testing.Statement.takesOneByOne;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Handover;
import org.warmhandoff.testing.RawHttp.Asked;
import org.warmhandoff.testing.SmallEhr;

/** A partner is talked to as its persona wants it. */
class PersonaTest extends AtPartner {

  private final SmallEhr ehr = new SmallEhr();
  private final Handover oracle = to(ehr.base(), "bearer: " + TOKEN, "persona: oracle-like");

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
        .extracting((Asked one) -> one.header("If-Match").orElse("none"))
        .containsOnly("W/\"1\"");
  }
}
