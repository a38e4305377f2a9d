package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerIdsTest {

  private static final String FORGED = "3\u001b[2K\u0007\nattempt 9, delivered";

  @ParameterizedTest
  @ValueSource(strings = {"1", "a-b.c", "_x~", "2026-11-27T12:00:00+01:00", "eM3k=="})
  void anIdIsKept(String said) {
    assertThat(PartnerIds.of(said)).contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "\u001b[2J", "a/b", "\"", "é", "a\u202Eb", "%2e"})
  void whatIsNoneIsNot(String said) {
    assertThat(PartnerIds.of(said)).isEmpty();
    assertThat(PartnerIds.of("a".repeat(129))).isEmpty();
    assertThat(PartnerIds.of(null)).isEmpty();
  }

  @Test
  void aVersionOfAnEtagOrAnAddressIsOneOrNone() {
    assertThat(FhirResponse.version("W/\"7\"")).contains("7");
    assertThat(FhirResponse.version("W/\"" + FORGED + "\"")).isEmpty();
    assertThat(
            FhirResponse.ResourceUrl.of("Patient/7/_history/" + FORGED)
                .flatMap(FhirResponse.ResourceUrl::version))
        .isEmpty();
  }

  @Test
  void aResourceKeepsNeitherIdNorVersionThatIsNone() {
    var patient = new Patient();
    patient.setId("7");
    patient.getMeta().setVersionId(FORGED);

    var kept = PartnerIds.kept(patient);

    assertThat(kept.getIdElement().getIdPart()).isEqualTo("7");
    assertThat(kept.getMeta().hasVersionId()).isFalse();
  }

  @Test
  void inABundleAWarningStandsInThePlaceOfWhatHasNoId() {
    var forged = new Patient();
    forged.setId(FORGED);
    var bundle = new Bundle();
    bundle.addEntry().setResource(forged);

    var kept = PartnerIds.kept(bundle);

    assertThat(kept).isSameAs(bundle);
    assertThat(bundle.getEntryFirstRep().getResource()).isInstanceOf(OperationOutcome.class);
  }
}
