package org.warmhandoff.fhir.paper;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Section.Layout;

/**
 * What of a page is in large print: as far as there are steps to take or numbers to call, but no
 * further than leaves it on one page, if it can be on one page. If it cannot, what must be on the
 * first page is there, in whatever print it takes, and the others begin the next.
 *
 * @param beside what must be on the first page and is not in large print
 */
record PageLayout(List<Section> large, Columns beside, Columns rest) {

  /** In points, of what a page has room for between its head and its foot. */
  private static final int HEIGHT = 510;

  /** Whatever comes first is read first. */
  private static final int AT_LEAST = 2;

  /** Whom to call, what to do, where, what to take care of. */
  private static final Set<String> FIRST_PAGE =
      Set.of(
          "call",
          "matter",
          "outcome",
          "next",
          "result",
          "asked",
          "escalation",
          "professional-help",
          "key-contacts",
          "location",
          "how-to-reach",
          "emergency-contacts",
          "safety",
          "means-safety",
          "medications");

  PageLayout {
    large = List.copyOf(large);
  }

  static PageLayout of(List<Section> sections, Predicate<String> tellsANumber) {
    var counts =
        IntStream.rangeClosed(Math.min(AT_LEAST, sections.size()), sections.size())
            .filter(count -> isForAction(sections, count, tellsANumber))
            .boxed()
            .toList();
    var first = first(sections);
    return last(counts.stream().map(count -> largeUpTo(sections, count, count)))
        .or(
            () ->
                last(counts.stream()
                        .filter(count -> count <= first)
                        .map(count -> largeUpTo(sections, count, first))
                        .map(PageLayout::onFirstPage))
                    .map(layout -> layout.with(sections.subList(first, sections.size()))))
        .orElseGet(() -> largeUpTo(sections, counts.get(0), first));
  }

  /** The most in large print of those that fit on a page. */
  private static Optional<PageLayout> last(Stream<PageLayout> layouts) {
    return layouts.filter(layout -> layout.height() <= HEIGHT).reduce((one, other) -> other);
  }

  /** Whether the rest begins the next page. */
  boolean goesOn() {
    return height() > HEIGHT && !rest.left().isEmpty();
  }

  private static int first(List<Section> sections) {
    return (int)
        sections.stream().takeWhile(section -> FIRST_PAGE.contains(section.code())).count();
  }

  private static PageLayout largeUpTo(List<Section> sections, int count, int first) {
    var to = Math.max(count, first);
    return new PageLayout(
        sections.subList(0, count),
        Columns.of(sections.subList(count, to)),
        Columns.of(sections.subList(to, sections.size())));
  }

  private PageLayout onFirstPage() {
    return with(List.of());
  }

  private PageLayout with(List<Section> others) {
    return new PageLayout(large, beside, Columns.of(others));
  }

  private int height() {
    return Print.LARGE.height(large) + beside.height() + rest.height();
  }

  private static boolean isForAction(
      List<Section> sections, int count, Predicate<String> tellsANumber) {
    return count <= AT_LEAST
        || sections.get(count - 1).form() == Layout.STEPS
        || sections.get(count - 1).lines().stream()
            .anyMatch(line -> tellsANumber.test(line.text()));
  }
}
