package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.partner.Hapi;

/** One strange resource hides no other. */
class TolerantReadingTest {

  private final TolerantReading reading = new TolerantReading(Hapi.context());

  private static String bundle(String... resources) {
    var entries = new StringBuilder();
    for (var resource : resources) {
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"resource\": ")
          .append(resource)
          .append("}");
    }
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": [" + entries + "]}";
  }

  private static String patient(String id, String narrative) {
    return """
    {"resourceType": "Patient", "id": "%s", "birthDate": "1987-03-14",
     "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">%s</div>"}}
    """
        .formatted(id, narrative);
  }

  private Bundle read(String... resources) {
    return (Bundle) reading.read(bundle(resources)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a&nbsp;b", "Jos&eacute;", "one<br>two", "Smith & Sons", "<p>open"})
  void aNarrativeThatIsNoXhtmlIsSetAside(String narrative) {
    var read = read(patient("1", "plain"), patient("2", narrative));

    assertThat(read.getEntry())
        .extracting(entry -> entry.getResource().getIdElement().getIdPart())
        .containsExactly("1", "2");
    assertThat(((Patient) read.getEntry().get(0).getResource()).hasText()).isTrue();
    assertThat(
            ((Patient) read.getEntry().get(1).getResource())
                .getBirthDateElement()
                .getValueAsString())
        .isEqualTo("1987-03-14");
  }

  @Test
  void whatCannotBeReadAtAllIsLeftOutAndKnownToBe() {
    var read = read(patient("1", "plain"), "{\"resourceType\": \"Pat\", \"id\": \"2\"}");

    assertThat(read.getEntry().get(0).getResource()).isInstanceOf(Patient.class);
    assertThat(read.getEntry().get(1).hasResource()).isFalse();
    assertThat(read.getEntry().get(2).getResource()).isInstanceOf(OperationOutcome.class);
  }

  @Test
  void oneResourceAloneIsReadWithoutItsNarrative() {
    assertThat(reading.read(patient("1", "a&nbsp;b"))).containsInstanceOf(Patient.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{", "{\"resourceType\": 7}", "null"})
  void whatIsNoFhirIsNothing(String body) {
    assertThat(reading.read(body)).isEmpty();
  }
}
