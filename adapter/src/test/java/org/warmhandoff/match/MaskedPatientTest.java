package org.warmhandoff.match;

import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** One other patient whose chart holds back a value, or holds a wrong one, hides nobody. */
class MaskedPatientTest extends AtPartner {

  private static final String MASKED =
      "{\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/data-absent-reason\","
          + " \"valueCode\": \"masked\"}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"_active\": MASKED",
        "\"active\": \"yes\"",
        "\"_deceasedBoolean\": MASKED",
        "\"_deceasedDateTime\": MASKED",
        "\"_birthDate\": MASKED",
        "\"_gender\": MASKED",
        "\"gender\": \"nonbinary\"",
        "\"name\": [{\"_family\": MASKED}]",
        "\"name\": [{\"given\": [null], \"_given\": [MASKED]}]",
        "\"name\": [{\"_use\": MASKED, \"_text\": MASKED}]",
        "\"telecom\": [{\"_system\": MASKED, \"_value\": MASKED}]",
        "\"address\": [{\"_postalCode\": MASKED, \"line\": [null], \"_line\": [MASKED]}]",
        "\"identifier\": [{\"_system\": MASKED, \"_value\": MASKED}]",
        "\"link\": [{\"_type\": MASKED}]",
        "\"link\": [{\"type\": \"replaced-by\"}]"
      })
  void theParticipantIsFoundBesideIt(String element) {
    said(StatedCapabilities.takesDocuments());
    var pair = Pair.all().get(0);
    var own = PartnerStub.json(pair.charts().get(0).patient("1"));
    handover().participant(pair.sheet());
    stub.whenPatientsAreSearched(
        okForContentType(
            PartnerStub.FHIR_JSON,
            """
            {"resourceType": "Bundle", "type": "searchset", "entry": [
              {"resource": {"resourceType": "Patient", "id": "strange", %s}},
              {"resource": %s}]}
            """
                .formatted(element.replace("MASKED", MASKED), own)));

    var stage = handover().match();

    assertThat(stage).isInstanceOf(Matched.class);
    assertThat(((Matched) stage).link().patient()).isEqualTo("Patient/1");
  }
}
