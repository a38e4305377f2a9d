package org.warmhandoff.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.testing.RecordSheet;

class ValidateCommandTest {

  private static final String KEPT = "such ids are kept for the adapter's own drills";
  private static final Path RECORDS = Path.of("../fixtures/records");

  @TempDir private Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static String line(RecordSheet sheet) {
    return new String(sheet.bytes(), UTF_8);
  }

  private static Ran validate(String... files) {
    return Ran.with(Ran.args(files, "validate"));
  }

  static List<Path> valid() throws IOException {
    try (var files = Stream.of("participants", "plans", "events", "referrals")) {
      return files.flatMap(folder -> files(RECORDS.resolve(folder))).toList();
    }
  }

  static List<Path> invalid() {
    return files(RECORDS.resolve("invalid")).toList();
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void recordsThatAreAsTheyShouldBeAreCounted() throws IOException {
    var files = valid().stream().map(Path::toString).toArray(String[]::new);

    var ran = validate(files);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(files.length + " records, 0 with problems\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void whatATerminalWouldObeyInTheNameOfAFileIsShown() throws IOException {
    var said = validate(file("one\u001b[2J.json", "{"));

    assertThat(said.lines()).anyMatch(line -> line.contains("one<U+001B>[2J.json"));
    assertThat(said.lines()).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void whyAFileIsNoJsonIsTold() throws IOException {
    var marked = file("marked.json", "\uFEFF[" + line(dana()) + "]");
    var empty = file("empty.json", "");
    var twice = file("twice.json", "{\n\"id\": 1,\n\"id\": 1}");

    assertThat(validate(marked, empty, twice).lines())
        .containsExactly(
            marked + ":1: must not begin with a byte order mark (BOM), see line 1, column 1",
            empty + ":1: must not be empty, see line 1, column 1",
            twice + ":3: /id: must be there once only, see line 3, column 5",
            "3 records, 3 with problems");
  }

  @Test
  void idsThatTheIntakeKeepsForDrillsAreRefusedHereToo() throws IOException {
    var whose = file("whose.json", line(dana().with("id", "Drill-psychiatry")));
    var of = file("of.json", line(plan().with("participantId", "drill-psychiatry")));

    assertThat(validate(whose, of).lines())
        .containsExactly(
            whose + ":1: /id: must not begin with drill-: " + KEPT,
            of + ":1: /participantId: must not begin with drill-: " + KEPT,
            "2 records, 2 with problems");
  }

  @Test
  void linesAreLinesInCapitalsToo() throws IOException {
    var file = file("RECORDS.NDJSON", line(dana()));

    assertThat(validate(file).lines()).containsExactly("1 records, 0 with problems");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsWrongIsSaidWithItsPlace(Path file) {
    var ran = validate(file.toString());

    assertThat(ran.code()).isOne();
    assertThat(ran.lines().subList(0, ran.lines().size() - 1))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).matches("\\Q" + file + "\\E:[1-9][0-9]*: (/\\S+: )?\\S.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "bad-phone.json, 16, /contact/phones/0/number",
    "two-faults.json, 11, /sex",
    "two-faults.json, 13, /contact/language",
    "missing-required.json, 1, /reason",
    "screening-without-answer.json, 12, /noticed/screening",
    "cut-off.json, 11, must be JSON",
    "mixed.ndjson, 2, must be JSON",
    "mixed.ndjson, 3, /urgency"
  })
  void theLineIsThatOfThePlace(String file, int line, String place) {
    var path = RECORDS.resolve("invalid").resolve(file);

    assertThat(validate(path.toString()).lines())
        .anySatisfy(said -> assertThat(said).startsWith(path + ":" + line + ": " + place));
  }

  @Test
  void inAnArrayEachRecordHasItsPlace() throws IOException {
    var file =
        file(
            "array.json",
            "[\n" + line(dana()) + ",\n" + plan().with("state", "asleep") + ",\n 7, {]");
    var whole = file("whole.json", Files.readString(Path.of(file)).replace(", {]", "]"));

    assertThat(validate(file).lines()).hasSize(2);
    assertThat(validate(file).lines().get(0)).startsWith(file + ":").contains("must be JSON");
    assertThat(validate(whole).lines()).hasSize(3).last().isEqualTo("3 records, 2 with problems");
    assertThat(validate(whole).lines().get(0)).startsWith(whole + ":9: /state: ");
    assertThat(validate(whole).lines().get(1)).contains(": /kind: must be one of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n \n"})
  void linesOfRecordsAreToldApartWhateverTheFileIsCalled(String between) throws IOException {
    var file = file("records.json", line(dana()) + between + "{\"kind\": 1," + between + "{}");

    var ran = validate(file);

    assertThat(ran.lines()).hasSize(3).last().isEqualTo("3 records, 2 with problems");
  }

  @Test
  void standardInputIsReadToo() {
    var ran = Ran.reading(line(dana()) + "\n" + line(plan().version(0)), "validate", "-");

    assertThat(ran.code()).isOne();
    assertThat(ran.lines())
        .containsExactly("-:2: /version: must be at least 1", "2 records, 1 with problems");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\u0000", "\ufeff{}", "null", "[[]]", "\"\u00e9"})
  void whatIsNoRecordIsSaidSo(String text) throws IOException {
    var ran = validate(file("odd.json", text));

    assertThat(ran.code()).isOne();
    assertThat(ran.lines()).hasSize(2).last().isEqualTo("1 records, 1 with problems");
  }

  @Test
  void anEmptyArrayAndAnEmptyListOfLinesHoldNoRecord() throws IOException {
    var ran = validate(file("a.json", "[]"), file("b.ndjson", "\n"));

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("0 records, 0 with problems\n");
  }

  @Test
  void everyFileThatCannotBeReadIsTold() throws IOException {
    var ran = validate(file("good.json", line(dana())), "no-such.json", directory.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.complaints())
        .containsExactly(
            "no-such.json: cannot be read (NoSuchFileException)",
            directory + ": cannot be read (a directory)");
  }

  @Test
  void withoutAFileTheUsageIsSaid() {
    var ran = validate();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("FILE", "Usage: warm-handoff validate");
  }
}
