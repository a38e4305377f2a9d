package org.warmhandoff.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.Rights;

/** Documents as a person reads them, printed or in files. */
class MapPaperTest {

  @TempDir private Path directory;

  private String file(RecordSheet... sheets) throws IOException {
    var lines = List.of(sheets).stream().map(sheet -> new String(sheet.bytes(), UTF_8)).toList();
    return Files.write(directory.resolve("records.ndjson"), lines).toString();
  }

  private static Ran paper(String... arguments) {
    return Ran.with(Ran.args(arguments, "map", "--form=document"));
  }

  private Path out() {
    return directory.resolve("made").resolve("here");
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(out())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"html, <!DOCTYPE html>", "text, Bridgewater", "pdf, %PDF-1."})
  void oneDocumentIsPrinted(String format, String beginning) throws IOException {
    var ran = paper("--program-name=Bridgewater", "--format", format, file(dana(), plan()));

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(new String(ran.bytes(), UTF_8)).startsWith(beginning);
  }

  @ParameterizedTest
  @CsvSource({"html, html", "text, txt", "pdf, pdf"})
  void documentsOfMoreRecordsAreFilesNamedByIdsOnly(String format, String suffix)
      throws IOException {
    var file = file(dana(), plan(), plan().version(2), event());

    var ran = paper("--format", format, "--out", out().toString(), file);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(files())
        .containsExactly(
            "crisis-event-CE-1-v1." + suffix,
            "crisis-plan-CP-1-v1." + suffix,
            "crisis-plan-CP-1-v2." + suffix);
    assertThat(out().resolve("crisis-plan-CP-1-v2." + suffix)).isNotEmptyFile();
  }

  @Test
  void noFileOfThisRunIsWrittenOver() throws IOException {
    var file = file(dana(), plan().id("cp-a"), plan().id("CP-A"));

    for (var run = 0; run < 2; run++) {
      paper("--format=html", "--out", out().toString(), file);
      assertThat(files()).containsExactly("crisis-plan-CP-A-v1~2.html", "crisis-plan-cp-a-v1.html");
    }
  }

  @Test
  void withADirectoryFhirIsAFileForEachRecordToo() throws IOException {
    var file = file(dana(), plan(), event());

    var ran = Ran.with("map", "--format=xml", "--out", out().toString(), file);

    assertThat(ran.code()).isZero();
    assertThat(files()).containsExactly("crisis-event-CE-1-v1.xml", "crisis-plan-CP-1-v1.xml");
    assertThat(out().resolve("crisis-plan-CP-1-v1.xml")).content().startsWith("<Bundle");
    assertThat(Rights.of(out())).isEqualTo("rwx------");
    assertThat(Rights.of(out().resolve("crisis-plan-CP-1-v1.xml"))).isEqualTo("rw-------");
  }

  @Test
  void whatAPdfCannotShowBecomesAPageAndThatIsSaid() throws IOException {
    var plan = plan().with("coping", List.of("\u1e00\ud808\udc00 \u0f00"));

    var ran = paper("--format=pdf", "--out", out().toString(), file(dana(), plan));

    assertThat(ran.complaints())
        .containsExactly(
            "crisis-plan/CP-1 v1 holds characters that a PDF could not show: it is a page");
    assertThat(files()).containsExactly("crisis-plan-CP-1-v1.html");
  }
}
