package org.warmhandoff.fhir.paper;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.stream.IntStream;
import org.warmhandoff.fhir.content.Section;

/**
 * Sections in two columns of about the same height. Long ones stay in one: a column that goes on
 * over the page is hard to follow.
 */
record Columns(List<Section> left, List<Section> right) {

  /** In points, of the longest column. */
  private static final int HEIGHT = 545;

  Columns {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  static Columns of(List<Section> sections) {
    var split = split(sections);
    return Print.SMALL.height(sections.subList(0, split)) > HEIGHT
        ? new Columns(sections, List.of())
        : new Columns(sections.subList(0, split), sections.subList(split, sections.size()));
  }

  int height() {
    return Math.max(Print.SMALL.height(left), Print.SMALL.height(right));
  }

  private static int split(List<Section> sections) {
    var all = Print.SMALL.height(sections);
    return IntStream.rangeClosed(0, sections.size())
        .boxed()
        .min(
            comparingInt(
                count -> Math.abs(all - 2 * Print.SMALL.height(sections.subList(0, count)))))
        .orElseThrow();
  }
}
