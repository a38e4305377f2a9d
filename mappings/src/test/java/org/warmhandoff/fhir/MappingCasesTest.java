package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Validity;
import org.xml.sax.InputSource;

/** Each case maps to what stands in its folder. {@code -Dgolden=write} rewrites it. */
class MappingCasesTest {

  static List<Case> cases() {
    return Case.all();
  }

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(130);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsGraph(Case example) throws Exception {
    example.assertSameJson("2-graph.json", json(Outgoing.of(example).bundle()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsDocument(Case example) throws Exception {
    var outgoing = Outgoing.of(example);

    example.assertSameJson("2-document.json", json(outgoing.document()));
    example.assertSameText("2-document.html", outgoing.page());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsMessage(Case example) throws Exception {
    example.assertSameJson("2-message.json", json(Outgoing.of(example).message()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isValid(Case example) {
    var outgoing = Outgoing.of(example);

    assertThat(List.of(outgoing.bundle(), outgoing.document(), outgoing.message()))
        .allSatisfy(Validity::assertValid);
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

  /** The page stands beside it as a file of its own, and its hash in the attachment. */
  private static String json(Resource resource) {
    return Outgoing.json(resource)
        .replaceAll("\"data\": \"[^\"]*\"", "\"data\": \"(2-document.html)\"");
  }
}
