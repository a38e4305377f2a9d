package org.warmhandoff.fhir.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.SharedRecords;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.content.Section;

/** Pages get separated: what matters most is on the first, and no section is on two. */
class FirstPageTest {

  private static final Set<String> FIRST =
      Set.of(
          "call",
          "matter",
          "asked",
          "escalation",
          "professional-help",
          "key-contacts",
          "location",
          "safety",
          "means-safety",
          "medications");

  static Stream<Path> records() {
    return SharedRecords.told().stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void theFirstPageHoldsRiskWhomToCallWhatToDoWhereMeansAndMedications(Path file)
      throws IOException {
    var papers = papers(file);

    var first = pages(papers).get(0);

    assertThat(first).containsIgnoringWhitespaces(papers.paper().content().banner().risk());
    papers.paper().content().sections().stream()
        .filter(section -> FIRST.contains(section.code()))
        .forEach(section -> assertThat(holds(first, section)).as(section.code()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("records")
  void sectionsStayWhole(Path file) throws IOException {
    var papers = papers(file);

    var pages = pages(papers);

    assertThat(papers.paper().content().sections())
        .allMatch(section -> pages.stream().anyMatch(page -> holds(page, section)));
  }

  private static boolean holds(String page, Section section) {
    var dense = dense(page);
    return Stream.concat(
            Stream.of(section.heading()),
            section.lines().stream()
                .flatMap(line -> Stream.concat(line.label().stream(), Stream.of(line.text()))))
        .allMatch(text -> dense.contains(dense(text)));
  }

  private static String dense(String text) {
    return Papers.composed(text).replaceAll("\\s+", "");
  }

  private static Papers papers(Path file) {
    var record = SharedRecords.record(file);
    return Papers.of(
        Supposed.everything(record, SharedRecords.participant(record)), Audience.ANYBODY);
  }

  private static List<String> pages(Papers papers) throws IOException {
    try (var document = Loader.loadPDF(papers.pdf())) {
      return IntStream.rangeClosed(1, document.getNumberOfPages())
          .mapToObj(
              number -> {
                try {
                  var stripper = new PDFTextStripper();
                  stripper.setStartPage(number);
                  stripper.setEndPage(number);
                  return stripper.getText(document);
                } catch (IOException unreadable) {
                  throw new AssertionError(unreadable);
                }
              })
          .toList();
    }
  }
}
