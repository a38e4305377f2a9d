package org.warmhandoff.fhir.paper;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.warmhandoff.fhir.content.Section.Line;

/** Narratives of the resources around the main one: what it is, and its facts. */
public final class Narratives {

  private Narratives() {}

  /** A narrative of a title and, one below the other, the facts that there are. */
  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  public static Narrative of(String title, Stream<Line>... facts) {
    var lines = Arrays.stream(facts).flatMap(some -> some).map(Narratives::line).collect(joining());
    var narrative = new Narrative().setStatus(NarrativeStatus.GENERATED);
    narrative.setDiv(
        Div.of(Markup.element("p", Markup.element("b", Markup.escaped(title))) + lines));
    return narrative;
  }

  /** The same, under a sentence that must be read first. */
  public static Narrative marked(Narrative before, String sentence) {
    if (!before.hasDiv()) {
      return Markup.narrative(sentence);
    }
    var first = Markup.element("p", Markup.element("b", Markup.escaped(sentence)));
    var div = before.getDivAsString();
    var inner = div.indexOf('>') + 1;
    var marked = before.copy();
    marked.setDivAsString(div.substring(0, inner) + first + div.substring(inner));
    return marked;
  }

  private static String line(Line line) {
    var label = line.label().map(words -> words + ": ").orElse("");
    return Markup.element("p", Markup.escaped(label + line.text()));
  }
}
