package org.warmhandoff.fhir.paper;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.Case;

class PdfTest {

  private static final Papers PLAN = Papers.of(Case.named("crisis-plan/every-section"));

  @Test
  void pagesAreLetters() throws IOException {
    try (var document = Loader.loadPDF(PLAN.pdf())) {
      assertThat(document.getPage(0).getMediaBox().getWidth())
          .isEqualTo(PDRectangle.LETTER.getWidth());
      assertThat(document.getPage(0).getMediaBox().getHeight())
          .isEqualTo(PDRectangle.LETTER.getHeight());
    }
  }

  @Test
  void everyPageTellsItsNumberAndItsRecord() {
    var text = Papers.saying("word ".repeat(2000)).pdfText();

    assertThat(text).contains("Page 1 of 3", "Page 2 of 3", "Page 3 of 3");
    assertThat(text.split("Record CP-\\d+, version \\d+", -1)).hasSizeGreaterThan(3);
  }

  @Test
  void itSaysInWhichLanguageItIsAndWhatItIs() throws IOException {
    try (var document = Loader.loadPDF(PLAN.pdf())) {
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("IN FORCE from Sep 3, 2026 · crisis plan · version 2");
      assertThat(document.getDocumentInformation().getSubject())
          .isEqualTo("Record CP-2001, version 2");
      assertThat(document.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo(PLAN.paper().record().recordedAt());
    }
  }

  @Test
  void theBytesAreTheSameWhereverAndWhenever() {
    var here = PLAN.pdf();
    var locale = Locale.getDefault();
    var zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      assertThat(PLAN.pdf()).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void manyAtOnceAreTheSameBytes() throws Exception {
    var digests =
        IntStream.range(0, 40).parallel().mapToObj(run -> PLAN.pdf()).map(PdfTest::digest);

    assertThat(digests.collect(toSet())).containsExactly(digest(PLAN.pdf()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Łukasz Żółć-Gęślą",
        "Nguyễn Thị Ánh Hường",
        "Ѓорѓи Жуковский",
        "Αλέξανδρος Παπαδόπουλος",
        "Þórður Æðelstan, Đặng, Ñandú, Ķirsons, Ŵyn, ß, ſ",
        "Nguye\u0302\u0303n in parts",
        "Zażółć gęślą: ½ ≥ 5 µg · “quoted” – — … • → ☎ €"
      })
  void namesFromManyPlacesAreShown(String text) {
    assertThat(Papers.saying(text).pdfText()).contains(Papers.composed(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "王小明",
        "ひろし",
        "김철수",
        "محمد",
        "שרה",
        "राम",
        "สมชาย",
        "x\u0316\u0327",
        "\u200fx",
        "🚑",
        "\ue000"
      })
  void whatTheFontsCannotShowComesAsAPage(String text) {
    var papers = Papers.saying("Call " + text + " first");

    assertThat(Pdf.of(papers.context(), papers.paper())).isEmpty();
    assertThat(papers.format(DocumentFormat.PDF)).isEqualTo("text/html");
    assertThat(papers.html()).contains("Call " + text + " first");
    assertThat(papers.text()).contains("Call " + text + " first");
  }

  @Test
  void wordsAreFoundLetterByLetter() throws IOException {
    var pdf = Papers.saying("fluoxetine, afflicted, first").pdf();

    assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase("<fb0");
  }

  @Test
  void nothingInItRunsOrIsFetched() throws IOException {
    var bytes = Papers.saying("<a href=\"http://partner.example\">x</a>").pdf();

    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("/JavaScript", "/JS", "/OpenAction", "/URI", "/Launch", "/EmbeddedFile");
    try (PDDocument document = Loader.loadPDF(bytes)) {
      assertThat(document.getPage(0).getAnnotations()).isEmpty();
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return Arrays.toString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException neverHappens) {
      throw new IllegalStateException(neverHappens);
    }
  }
}
