package org.warmhandoff.fhir.paper;

import java.util.List;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Section.Layout;
import org.warmhandoff.fhir.content.Section.Line;

/** How much room sections take on paper, in points: about, and never much less than they will. */
enum Print {
  /** Over the whole width. */
  LARGE(27, 17, 92),
  /** In one of two columns. */
  SMALL(20, 13, 52);

  private final int heading;
  private final int line;
  private final int width;

  /**
   * One way to print.
   *
   * @param width of a line, in characters
   */
  Print(int heading, int line, int width) {
    this.heading = heading;
    this.line = line;
    this.width = width;
  }

  int height(List<Section> sections) {
    return sections.stream()
        .mapToInt(section -> heading + line * (section.heading().length() / width + lines(section)))
        .sum();
  }

  private int lines(Section section) {
    return section.lines().stream().mapToInt(one -> lines(section.form(), one)).sum();
  }

  /** A fact has a third of the width for its label. */
  private int lines(Layout form, Line one) {
    var label = one.label().orElse("").length();
    return switch (form) {
      case FACTS -> 1 + Math.max(label * 3, one.text().length() * 3 / 2) / width;
      case LIST, STEPS -> 1 + (label + one.text().length()) / width;
    };
  }
}
