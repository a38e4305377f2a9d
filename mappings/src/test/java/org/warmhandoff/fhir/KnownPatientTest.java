package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.fhir.base.Audience;

/** To a partner that knows the participant, every reference to them leads to its own patient. */
class KnownPatientTest {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyReferenceToTheParticipantIsLiteralAndKeepsItsIdentifier(Case example) {
    var unknown = outgoing(example, example.audience());
    var known = outgoing(example, example.audience().as("Patient/123"));

    assertThat(patients(known.resources()))
        .isNotEmpty()
        .allSatisfy(
            patient -> {
              assertThat(patient.getReference()).isEqualTo("Patient/123");
              assertThat(patient.getIdentifier().getValue()).isEqualTo(example.participant().id());
            })
        .hasSameSizeAs(patients(unknown.resources()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingElseChanges(Case example) {
    var unknown = outgoing(example, example.audience());
    var known = outgoing(example, example.audience().as("Patient/123"));

    assertThat(known.json().replaceAll("\\s*\"reference\": ?\"Patient/123\",", ""))
        .isEqualTo(unknown.json());
  }

  private static Outgoing outgoing(Case example, Audience audience) {
    return Outgoing.of(example.disclosed(), audience);
  }

  private static List<Reference> patients(Stream<Resource> resources) {
    return resources
        .flatMap(resource -> Outgoing.elements(resource, Reference.class))
        .filter(reference -> "Patient".equals(reference.getType()))
        .toList();
  }
}
