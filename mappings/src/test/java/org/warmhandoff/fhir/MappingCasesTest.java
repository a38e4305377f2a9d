package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.r4.model.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Each case maps to what stands in its folder. {@code -Dgolden=write} rewrites it. */
class MappingCasesTest {

  static List<Case> cases() {
    return Case.all();
  }

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsGraph(Case example) throws Exception {
    example.assertSameJson("2-graph.json", json(Outgoing.of(example).graph()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsDocument(Case example) throws Exception {
    var outgoing = Outgoing.of(example);

    example.assertSameJson("2-document.json", Outgoing.json(outgoing.document()));
    example.assertSameText("2-document.html", outgoing.page());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isValid(Case example) {
    assertThat(Outgoing.of(example).resources()).allSatisfy(Validity::assertValid);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thePageIsWellFormed(Case example) throws Exception {
    var page = Outgoing.of(example).page();

    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));

    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("html");
  }

  @Test
  void whatIsNotValidIsFound() {
    assertThatThrownBy(() -> Validity.assertValid(new Flag()))
        .hasMessageContaining("Flag.status: minimum required = 1")
        .hasMessageContaining("Flag.subject: minimum required = 1");
  }

  private static String json(Graph graph) {
    return graph.entries().stream()
        .map(
            entry ->
                "{\"fullUrl\": \"%s\", \"write\": \"%s\", \"resource\": %s}"
                    .formatted(entry.fullUrl(), entry.write(), Outgoing.json(entry.resource())))
        .collect(joining(",\n", "[", "]"));
  }
}
