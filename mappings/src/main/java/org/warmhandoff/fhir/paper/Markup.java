package org.warmhandoff.fhir.paper;

import static java.util.stream.Collectors.joining;

import java.text.Bidi;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Section.Line;

/** Content as XHTML that FHIR narratives allow. Every text passes through {@link #escaped}. */
public final class Markup {

  private Markup() {}

  /** A narrative that says more than the elements of its resource can. */
  public static Narrative narrative(Content content) {
    return narrative(
        NarrativeStatus.ADDITIONAL,
        element("p", element("b", escaped(content.title())))
            + element("p", element("b", escaped(content.banner().standing())))
            + element("p", element("b", escaped(content.banner().risk())))
            + sections(content.everything(), Markup::escaped)
            + notice(content));
  }

  /** A narrative that says what the elements of its resource say as well. */
  public static Narrative narrative(String sentence) {
    return narrative(NarrativeStatus.GENERATED, element("p", escaped(sentence)));
  }

  /**
   * Sections under their headings.
   *
   * @param words the markup of a line's text
   */
  static String sections(List<Section> sections, UnaryOperator<String> words) {
    return sections.stream().map(section -> section(section, words)).collect(joining());
  }

  static String notice(Content content) {
    return content
        .notice()
        .map(notice -> element("p", element("b", escaped(notice.text()))))
        .orElse("");
  }

  static String element(String tag, String inner) {
    return "<" + tag + ">" + inner + "</" + tag + ">";
  }

  static String escaped(String text) {
    return Legible.text(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", "<br/>");
  }

  /** Words that run from right to left would turn the phone number after them round. */
  private static String isolated(String text) {
    var characters = text.toCharArray();
    return Bidi.requiresBidi(characters, 0, characters.length)
        ? "<span dir=\"auto\">" + escaped(text) + "</span>"
        : escaped(text);
  }

  private static Narrative narrative(NarrativeStatus status, String inner) {
    var narrative = new Narrative().setStatus(status);
    narrative.setDiv(Div.of(inner));
    return narrative;
  }

  private static String section(Section section, UnaryOperator<String> words) {
    return element("h2", escaped(section.heading())) + "\n" + body(section, words) + "\n";
  }

  private static String body(Section section, UnaryOperator<String> words) {
    return switch (section.form()) {
      case FACTS -> element("table", element("tbody", lines(section, line -> row(line, words))));
      case LIST -> element("ul", lines(section, line -> item(line, words)));
      case STEPS -> element("ol", lines(section, line -> item(line, words)));
    };
  }

  private static String lines(Section section, Function<Line, String> markup) {
    return section.lines().stream().map(markup).collect(joining("\n"));
  }

  private static String row(Line line, UnaryOperator<String> words) {
    return element(
        "tr",
        element("th", isolated(line.label().orElse(""))) + element("td", words.apply(line.text())));
  }

  private static String item(Line line, UnaryOperator<String> words) {
    var label = line.label().map(text -> element("b", isolated(text) + ":") + " ").orElse("");
    return element("li", label + words.apply(line.text()));
  }
}
