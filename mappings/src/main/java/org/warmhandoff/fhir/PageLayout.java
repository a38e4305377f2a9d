package org.warmhandoff.fhir;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.warmhandoff.fhir.Section.Form;

/**
 * What of a page is in large print: as far as there are steps to take or numbers to call, but no
 * further than leaves it on one page, if it can be on one page.
 */
record PageLayout(List<Section> large, Columns rest) {

  /** In points, of what a page has room for between its head and its foot. */
  private static final int HEIGHT = 580;

  /** Whatever comes first is read first. */
  private static final int AT_LEAST = 2;

  PageLayout {
    large = List.copyOf(large);
  }

  static PageLayout of(List<Section> sections, Predicate<String> tellsANumber) {
    var layouts =
        IntStream.rangeClosed(Math.min(AT_LEAST, sections.size()), sections.size())
            .filter(count -> isForAction(sections, count, tellsANumber))
            .mapToObj(count -> largeUpTo(sections, count))
            .toList();
    var onOnePage = layouts.stream().filter(layout -> layout.height() <= HEIGHT).toList();
    var best = onOnePage.isEmpty() ? layouts : onOnePage;
    return best.get(best.size() - 1);
  }

  private static PageLayout largeUpTo(List<Section> sections, int count) {
    return new PageLayout(
        sections.subList(0, count), Columns.of(sections.subList(count, sections.size())));
  }

  private int height() {
    return Print.LARGE.height(large) + rest.height();
  }

  private static boolean isForAction(
      List<Section> sections, int count, Predicate<String> tellsANumber) {
    return count <= AT_LEAST
        || sections.get(count - 1).form() == Form.STEPS
        || sections.get(count - 1).lines().stream()
            .anyMatch(line -> tellsANumber.test(line.text()));
  }
}
