package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoorsTest {

  private final Mappings mappings = new Mappings(Programs.BRIDGEWATER);

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyReferenceToTheParticipantBecomesLiteralAndKeepsItsIdentifier(Case example) {
    var id = example.participant().id();

    for (var entry : graph(example).entries()) {
      var there = Doors.patient(entry.resource(), Programs.BRIDGEWATER, id, "Patient/123");

      assertThat(patients(there))
          .isNotEmpty()
          .allSatisfy(
              patient -> {
                assertThat(patient.getReference()).isEqualTo("Patient/123");
                assertThat(patient.getIdentifier().getValue()).isEqualTo(id);
              });
      Validity.assertValid(there);
    }
  }

  @Test
  void theOriginalStaysAsItWas() {
    var example = Case.named("crisis-plan/every-section");
    var carePlan = (CarePlan) graph(example).entries().get(0).resource();

    var there = Doors.patient(carePlan, Programs.BRIDGEWATER, "P-1001", "Patient/123");

    assertThat(there.getSubject().getReference()).isEqualTo("Patient/123");
    assertThat(there.getContributorFirstRep().getReference()).isEqualTo("Patient/123");
    assertThat(carePlan.getSubject().getReference()).isNull();
  }

  @Test
  void noOtherReferenceIsTouched() {
    var example = Case.named("referral/mobile-crisis");
    var request = graph(example).entries().get(0).resource();

    var there = Doors.patient(request, Programs.BRIDGEWATER, "P-9999", "Patient/123");

    assertThat(there.equalsDeep(request)).isTrue();
  }

  private Graph graph(Case example) {
    return mappings.graph(example.record(), example.participant(), example.told());
  }

  private static List<Reference> patients(Resource resource) {
    return FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class)
        .stream()
        .filter(reference -> "Patient".equals(reference.getType()))
        .toList();
  }
}
