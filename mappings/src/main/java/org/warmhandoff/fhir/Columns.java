package org.warmhandoff.fhir;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.stream.IntStream;
import org.warmhandoff.fhir.Section.Form;
import org.warmhandoff.fhir.Section.Line;

/**
 * Sections in two columns of about the same height. Long ones stay in one: a column that goes on
 * over the page is hard to follow.
 */
record Columns(List<Section> left, List<Section> right) {

  /** In characters, of a line of a column in print; a fact has the half of it. */
  private static final int WIDTH = 52;

  /** In thirds of a line, of what a page has room for below what comes first. */
  private static final int HEIGHT = 125;

  private static final int LINE = 3;
  private static final int HEADING = 5;

  Columns {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  static Columns of(List<Section> sections) {
    var split = split(sections);
    return height(sections.subList(0, split)) > HEIGHT
        ? new Columns(sections, List.of())
        : new Columns(sections.subList(0, split), sections.subList(split, sections.size()));
  }

  private static int split(List<Section> sections) {
    var all = height(sections);
    return IntStream.rangeClosed(0, sections.size())
        .boxed()
        .min(comparingInt(count -> Math.abs(all - 2 * height(sections.subList(0, count)))))
        .orElseThrow();
  }

  private static int height(List<Section> sections) {
    return sections.stream().mapToInt(section -> HEADING + LINE * lines(section)).sum();
  }

  private static int lines(Section section) {
    return section.lines().stream().mapToInt(line -> lines(section.form(), line)).sum();
  }

  private static int lines(Form form, Line line) {
    var label = line.label().orElse("").length();
    return switch (form) {
      case FACTS -> 1 + Math.max(label * 3, line.text().length() * 2) / WIDTH;
      case LIST, STEPS -> 1 + (label + line.text().length()) / WIDTH;
    };
  }
}
