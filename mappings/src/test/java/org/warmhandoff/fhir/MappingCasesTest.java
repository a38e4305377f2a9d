package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case maps to what stands in its folder. {@code -Dgolden=write} rewrites it. */
class MappingCasesTest {

  private final Mappings mappings = new Mappings(Programs.BRIDGEWATER);

  static List<Case> cases() {
    return Case.all();
  }

  @Test
  void thereAreEnoughCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsGraph(Case example) throws Exception {
    var graph = mappings.graph(example.record(), example.participant(), example.told());

    example.assertSameJson("2-graph.json", json(graph));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsDocument(Case example) throws Exception {
    var document = mappings.document(example.record(), example.participant(), example.told());

    example.assertSameJson("2-document.json", json(document));
    example.assertSameText("2-document.html", html(document));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isValidBaseR4(Case example) {
    var graph = mappings.graph(example.record(), example.participant(), example.told());
    var document = mappings.document(example.record(), example.participant(), example.told());

    assertThat(graph.entries()).allSatisfy(entry -> Validity.assertValid(entry.resource()));
    Validity.assertValid(document);
  }

  private static String json(Graph graph) {
    return graph.entries().stream()
        .map(
            entry ->
                "{\"fullUrl\": \"%s\", \"write\": \"%s\", \"resource\": %s}"
                    .formatted(entry.fullUrl(), entry.write(), json(entry.resource())))
        .collect(joining(",\n", "[", "]"));
  }

  private static String json(Resource resource) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setPrettyPrint(true)
        .encodeResourceToString(resource);
  }

  private static String html(DocumentReference document) {
    var data = document.getContentFirstRep().getAttachment().getData();
    return new String(data, StandardCharsets.UTF_8);
  }
}
