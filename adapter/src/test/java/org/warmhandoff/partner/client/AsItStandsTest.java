package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.partner.Hapi;

/** What others wrote is not lost when something else is changed. */
class AsItStandsTest {

  private static final String EXTENSION =
      "{\"extension\": [{\"url\": \"http://ehr.example/x\", \"valueString\": \"y\"}]}";

  private static RawResource there(String more) {
    var json =
        "{\"resourceType\": \"DocumentReference\", \"id\": \"5\", \"status\": \"current\","
            + " \"content\": [{\"attachment\": {\"url\": \"Binary/1\"}}]"
            + more
            + "}";
    var read = (DocumentReference) new TolerantReading(Hapi.context()).read(json).orElseThrow();
    return RawResource.of(read, json).orElseThrow();
  }

  private static DocumentReference superseded(RawResource there) {
    return ((DocumentReference) there.resource())
        .copy()
        .setStatus(DocumentReferenceStatus.SUPERSEDED);
  }

  @Test
  void whatOurParserKeepsMayBeWrittenBack() {
    assertThat(there(", \"description\": \"as they call it\"").survives()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"context\": {\"encounter\": [{\"reference\": \"Encounter/1/_history/2\"}]}",
        ", \"theirOwn\": 1",
        ", \"text\": {\"status\": \"additional\", \"div\": \"<div>a&nbsp;b</div>\"}"
      })
  void whatItDoesNotKeepMayNot(String more) {
    assertThat(there(more).survives()).isFalse();
  }

  @Test
  void anExtensionOfARepeatingPrimitiveWithoutValueIsNoticed() {
    var json =
        "{\"resourceType\": \"Patient\", \"id\": \"5\", \"address\": [{\"_line\": ["
            + EXTENSION
            + "]}]}";
    var read =
        (org.hl7.fhir.r4.model.Patient)
            new TolerantReading(Hapi.context()).read(json).orElseThrow();

    assertThat(RawResource.of(read, json).orElseThrow().survives()).isFalse();
  }

  @Test
  void aPatchTestsTheStatusAndReplacesItAlone() {
    var there = there(", \"theirOwn\": 1");

    assertThat(there.patchTo(superseded(there)))
        .isEqualTo(
            "[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"current\"},"
                + "{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]");
  }
}
