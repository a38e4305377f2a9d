package org.warmhandoff.fhir.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Narrative;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.Case;

/** Our own reading of our own markup gives what HAPI's parser gives. */
class DivTest {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyContentIsReadAsHapiReadsIt(Case example) {
    var content = Papers.of(example).paper().content();

    assertSame(Markup.sections(content.sections(), Markup::escaped) + Markup.notice(content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<p>a &amp; b &lt;script&gt; &quot;q&quot; &amp;amp; &amp;lt;</p>",
        "<p>a<br/>b</p>text after<p></p>",
        "<span dir=\"auto\">שלום</span> 🙂",
        "<table><tbody><tr><th></th><td>x</td></tr></tbody></table>\n"
      })
  void markupIsReadAsHapiReadsIt(String inner) {
    assertSame(inner);
  }

  private static void assertSame(String inner) {
    var hapis = new Narrative();
    hapis.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + inner + "</div>");

    var ours = new Narrative().setDiv(Div.of(inner));

    assertThat(ours.getDivAsString()).isEqualTo(hapis.getDivAsString());
    assertThat(ours.copy().getDivAsString()).isEqualTo(hapis.getDivAsString());
  }
}
