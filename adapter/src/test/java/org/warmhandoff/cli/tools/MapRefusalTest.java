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
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.testing.RecordSheet;

/** What cannot be mapped is said, and nothing is printed then. */
class MapRefusalTest {

  @TempDir private Path directory;

  private String file(RecordSheet... sheets) throws IOException {
    var lines = List.of(sheets).stream().map(sheet -> new String(sheet.bytes(), UTF_8)).toList();
    return Files.write(directory.resolve("records.ndjson"), lines).toString();
  }

  private static List<String> refused(String... arguments) {
    var ran = Ran.with(Ran.args(arguments, "map"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).doesNotContain("\tat ");
    return ran.complaints();
  }

  @Test
  void recordsThatAreNotValidAreToldAsValidateTellsThem() throws IOException {
    var file = file(dana(), plan().version(0), plan().with("state", "asleep"));

    var said = refused(file);

    var validated = Ran.with("validate", file).lines();
    assertThat(said).isEqualTo(validated.subList(0, validated.size() - 1)).hasSize(2);
  }

  @Test
  void everyRecordWhoseParticipantIsMissingIsNamedWithTheIdThatIsMissing() throws IOException {
    assertThat(refused(file(plan(), event(), dana().id("P-2"))))
        .containsExactly(
            "crisis-plan/CP-1 v1 is about participant P-1, who is not in the files",
            "crisis-event/CE-1 v1 is about participant P-1, who is not in the files");
  }

  @Test
  void aRecordThatHoldsMoreThanMayBeToldIsNamed() throws IOException {
    assertThat(refused("--told", "mental-health", file(dana(), plan(), event())))
        .containsExactly("crisis-plan/CP-1 v1 holds more than may be told (--told)");
  }

  @Test
  void aConsentThatNobodyGaveIsNamed() throws IOException {
    assertThat(refused("--under", "CO-2,CO-9", file(dana(), plan())))
        .containsExactly("no participant in the files has the consent CO-9 (--under)");
  }

  @Test
  void aVersionThatIsThereTwiceIsMappedOnceUnlessItSaysSomethingElse() throws IOException {
    var twice = file(dana(), plan(), plan());
    assertThat(Ran.with("map", twice).out()).isEqualTo(Ran.with("map", file(dana(), plan())).out());

    var file = file(dana(), plan(), plan().with("coping", List.of("Sings")));
    assertThat(refused(file))
        .containsExactly(
            file + ":3: crisis-plan/CP-1 v1 is in the files twice, with other content");
  }

  @Test
  void participantsAloneAreNothingToMap() throws IOException {
    assertThat(refused(file(dana())))
        .containsExactly("the files hold nothing to map: no crisis plan, crisis event or referral");
  }

  @Test
  void moreThanOneDocumentNeedsADirectory() throws IOException {
    assertThat(refused("--form=document", "--format=html", file(dana(), plan(), event())))
        .containsExactly("the files hold 2 records to map: --out DIR is needed");
  }

  @Test
  void everyPlaceWhereTheVocabularyIsWrongIsTold() throws IOException {
    var words = Files.createDirectory(directory.resolve("words"));
    Files.writeString(words.resolve("a.json"), "{\n}");
    Files.writeString(words.resolve("b.json"), "[");

    var said = refused("--terminology", words.toString(), file(dana(), plan()));

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith(words + "/a.json:1: ");
    assertThat(said.get(1)).startsWith(words + "/b.json:1: ");
  }

  @Test
  void aFileThatCannotBeReadIsTold() {
    assertThat(refused("no-such.json"))
        .containsExactly("no-such.json: cannot be read (NoSuchFileException)");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsTold() throws IOException {
    var file = file(dana(), plan());

    assertThat(refused("--out", file, file))
        .containsExactly(file + ": cannot be written (FileAlreadyExistsException)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "pdf", "text"})
  void aPageIsADocumentOnly(String format) throws IOException {
    assertThat(refused("--format", format, file(dana(), plan())))
        .first()
        .isEqualTo("--format html, pdf and text go with --form document only");
  }

  @ParameterizedTest
  @CsvSource({
    "--form=letter, 'graph, document, message'",
    "--format=PDF, 'json, xml, html, pdf, text'",
    "--told=everything, 'mental-health, substance-use, safety-plan, location'",
    "--program-phone=988, E.164",
    "'--program-name= ', must not be blank",
    "--program-namespace=program, must be an absolute URI",
    "--program-namespace=https://a b, must be an absolute URI",
    "--program-namespace=https://a/, must be an absolute URI"
  })
  void anOptionThatIsWrongIsToldWithWhatItMayBe(String option, String hint) throws IOException {
    var said = refused(option, file(dana(), plan()));

    assertThat(said.get(0)).contains(option.substring(0, option.indexOf('=')), hint);
  }
}
