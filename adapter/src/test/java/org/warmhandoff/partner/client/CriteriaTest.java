package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Refusal;

class CriteriaTest {

  private static final Criteria OURS =
      Criteria.by(new Identifier().setSystem("urn:ours").setValue("CP-1"));

  private static Offer declaring(String... parameters) {
    var statement = new CapabilityStatement().setFhirVersion(FHIRVersion._4_0_1);
    var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    var plan = rest.addResource().setType("CarePlan");
    plan.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
    for (var one : parameters) {
      plan.addSearchParam().setName(one);
    }
    return Offer.of(statement);
  }

  @Test
  void whoTakesThatIsAskedForPagesOfABoundedSizeAlsoWhereOneHitIsExpected() {
    var bounded = OURS.inPagesOf(100, "CarePlan", declaring("identifier", "_count"));

    assertThat(bounded.parameters())
        .containsEntry("identifier", List.of("urn:ours|CP-1"))
        .containsEntry("_count", List.of("100"));
    assertThat(bounded.first()).isEqualTo("identifier");
  }

  @Test
  void whoDoesNotDeclareItIsAskedWithout() {
    assertThat(OURS.inPagesOf(100, "CarePlan", declaring("identifier"))).isEqualTo(OURS);
  }

  @Test
  void whoRefusedItIsAskedWithout() {
    var refused =
        declaring("identifier", "_count")
            .without(List.of(new Refusal("CarePlan", "search:_count")));

    assertThat(OURS.inPagesOf(100, "CarePlan", refused)).isEqualTo(OURS);
  }

  @Test
  void whoDeclaresItForAllTypesIsAskedSo() {
    var statement = new CapabilityStatement().setFhirVersion(FHIRVersion._4_0_1);
    var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    rest.addSearchParam().setName("_count");
    var plan = rest.addResource().setType("CarePlan");
    plan.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
    plan.addSearchParam().setName("identifier");

    var bounded = OURS.inPagesOf(100, "CarePlan", Offer.of(statement));

    assertThat(bounded.parameters()).containsKey("_count");
  }
}
