package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;

import java.util.function.Function;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.warmhandoff.fhir.Section.Line;

/** Content as XHTML that FHIR narratives allow. Every text passes through {@link #escaped}. */
final class Markup {

  private Markup() {}

  /** A narrative that says more than the elements of its resource can. */
  static Narrative narrative(Content content) {
    return narrative(
        NarrativeStatus.ADDITIONAL,
        element("p", element("b", escaped(content.title())))
            + element("p", escaped(content.standing()))
            + sections(content)
            + notice(content));
  }

  static Narrative narrative(String sentence) {
    return narrative(NarrativeStatus.GENERATED, element("p", escaped(sentence)));
  }

  static String sections(Content content) {
    return content.sections().stream().map(Markup::section).collect(joining());
  }

  static String notice(Content content) {
    return content.substanceUse() ? element("p", element("b", escaped(Content.NOTICE))) : "";
  }

  static String element(String tag, String inner) {
    return "<" + tag + ">" + inner + "</" + tag + ">";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "<br/>");
  }

  private static Narrative narrative(NarrativeStatus status, String inner) {
    var narrative = new Narrative().setStatus(status);
    narrative.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + inner + "</div>");
    return narrative;
  }

  private static String section(Section section) {
    return element("h2", escaped(section.heading())) + "\n" + body(section) + "\n";
  }

  private static String body(Section section) {
    return switch (section.form()) {
      case FACTS -> element("table", element("tbody", lines(section, Markup::row)));
      case LIST -> element("ul", lines(section, Markup::item));
      case STEPS -> element("ol", lines(section, Markup::item));
    };
  }

  private static String lines(Section section, Function<Line, String> markup) {
    return section.lines().stream().map(markup).collect(joining("\n"));
  }

  private static String row(Line line) {
    return element(
        "tr",
        element("th", escaped(line.label().orElse(""))) + element("td", escaped(line.text())));
  }

  private static String item(Line line) {
    var label = line.label().map(words -> element("b", escaped(words)) + " ").orElse("");
    return element("li", label + escaped(line.text()));
  }
}
