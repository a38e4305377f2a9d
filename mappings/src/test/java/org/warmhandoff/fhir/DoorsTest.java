package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoorsTest {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyReferenceToTheParticipantBecomesLiteralAndKeepsItsIdentifier(Case example) {
    var id = example.participant().id();

    for (var entry : Outgoing.of(example).graph().entries()) {
      var there = Doors.patient(entry.resource(), Programs.BRIDGEWATER, id, "Patient/123");

      assertThat(patients(there))
          .allSatisfy(
              patient -> {
                assertThat(patient.getReference()).isEqualTo("Patient/123");
                assertThat(patient.getIdentifier().getValue()).isEqualTo(id);
              });
      assertThat(patients(there).toList()).hasSameSizeAs(patients(entry.resource()).toList());
    }
    assertThat(patients(Outgoing.of(example).main())).isNotEmpty();
  }

  @Test
  void theOriginalStaysAsItWas() {
    var carePlan = (CarePlan) Outgoing.of("crisis-plan/every-section").main();

    var there = Doors.patient(carePlan, Programs.BRIDGEWATER, "P-1001", "Patient/123");

    assertThat(there.getSubject().getReference()).isEqualTo("Patient/123");
    assertThat(there.getContributorFirstRep().getReference()).isEqualTo("Patient/123");
    assertThat(carePlan.getSubject().getReference()).isNull();
  }

  @Test
  void noOtherReferenceIsTouched() {
    var request = Outgoing.of("referral/mobile-crisis").main();

    var there = Doors.patient(request, Programs.BRIDGEWATER, "P-9999", "Patient/123");

    assertThat(there.equalsDeep(request)).isTrue();
  }

  private static Stream<Reference> patients(Resource resource) {
    return Outgoing.elements(resource, Reference.class)
        .filter(reference -> "Patient".equals(reference.getType()));
  }
}
