package org.warmhandoff.fhir.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.warmhandoff.cases.Case;

/** The PDF of one case in five: each takes its time to be made and looked at. */
class PdfCasesTest {

  private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFA_2_A;

  private static final Map<Case, byte[]> PDFS = pdfs();

  static Set<Case> cases() {
    return PDFS.keySet();
  }

  @BeforeAll
  static void theValidatorIsThere() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  @Test
  void nearlyEveryCaseHasAPdf() {
    assertThat(cases()).hasSizeGreaterThan(some().size() * 8 / 10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPdfIsForTheArchive(Case example) throws Exception {
    assertThat(failures(PDFS.get(example))).isEmpty();
  }

  @Test
  void nearlyEveryPdfIsOnOnePage() {
    assertThat(PDFS.values().stream().filter(pdf -> Papers.text(pdf).contains("Page 1 of 1")))
        .hasSizeGreaterThan(PDFS.size() * 9 / 10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPdfSaysEverything(Case example) {
    var papers = Papers.of(example);
    var texts = papers.texts().map(Papers::composed).toArray(String[]::new);

    assertThat(Papers.text(PDFS.get(example)).replaceAll("Record .* Page \\d of \\d", ""))
        .containsIgnoringWhitespaces(texts);
  }

  @Test
  void aLongPdfIsForTheArchive() throws Exception {
    var pages = Papers.saying("word ".repeat(4000));

    assertThat(failures(pages.pdf())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSamePaperIsTheSameBytes(Case example) {
    assertThat(Papers.of(example).pdf()).isEqualTo(PDFS.get(example));
  }

  private static List<String> failures(byte[] pdf) throws Exception {
    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), FLAVOUR);
        var validator = Foundries.defaultInstance().createValidator(FLAVOUR, false)) {
      var result = validator.validate(parser);
      assertThat(result.getTestAssertions()).isNotNull();
      return result.getTestAssertions().stream()
          .map(failure -> failure.getRuleId().getClause() + ": " + failure.getMessage())
          .distinct()
          .toList();
    }
  }

  /** Of the cases that the fonts can show. */
  private static List<Case> some() {
    var all = Case.all();
    return IntStream.range(0, all.size())
        .filter(place -> place % 5 == 0)
        .mapToObj(all::get)
        .toList();
  }

  private static Map<Case, byte[]> pdfs() {
    var pdfs = new LinkedHashMap<Case, byte[]>();
    for (var example : some()) {
      var papers = Papers.of(example);
      Pdf.of(papers.context(), papers.paper()).ifPresent(pdf -> pdfs.put(example, pdf));
    }
    return pdfs;
  }
}
