package org.warmhandoff.record.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.record.reading.Reading.Valid;

class RecordReaderTest {

  private static final String EVENT =
      """
      {"kind": "crisis-event", "id": "CE-1", "version": 1, "recordedAt": "2026-10-04T01:20:00Z",
       "participantId": "P-1", "state": "detected", "what": "panic-attack", "severity": "watch",
       "substanceUse": false, "summary": "Short of breath.",
       "noticed": {"how": "message", "at": "2026-10-03T21:14:00-04:00"}}
      """;

  private static final RecordReader READER = new RecordReader();

  @Test
  void aRecordIsRead() {
    var event = (CrisisEvent) valid(EVENT).record();

    assertThat(event.key()).hasToString("crisis-event/CE-1 v1");
    assertThat(event.what()).isEqualTo(CrisisEvent.EventKind.PANIC_ATTACK);
    assertThat(event.noticed().at()).isEqualTo("2026-10-04T01:14:00Z");
    assertThat(event.risk()).isEmpty();
    assertThat(event.actions()).isEmpty();
  }

  @Test
  void whiteSpaceAndTheOrderOfKeysDoNotMatter() {
    var other =
        """
        {"noticed":{"at":"2026-10-03T21:14:00-04:00","how":"message"},"summary":"Short of breath.",
        "substanceUse":false,"severity":"watch","what":"panic-attack","state":"detected",
        "participantId":"P-1","recordedAt":"2026-10-04T01:20:00Z","version":1,"id":"CE-1",
        "kind":"crisis-event"}
        """;

    assertThat(valid(other).digest()).isEqualTo(valid(EVENT).digest()).hasSize(64);
    assertThat(valid(other).body()).isEqualTo(valid(EVENT).body());
  }

  @Test
  void anotherContentHasAnotherDigest() {
    assertThat(valid(EVENT.replace("breath.", "breath!")).digest())
        .isNotEqualTo(valid(EVENT).digest());
  }

  @Test
  void theBodyIsCanonical() {
    assertThat(new String(valid(EVENT).body(), UTF_8))
        .startsWith("{\"id\":\"CE-1\",\"kind\":\"crisis-event\",\"noticed\":{\"at\":");
  }

  @Test
  void aStoredBodyIsReadAgain() {
    var valid = valid(EVENT);

    assertThat(READER.stored(valid.body())).isEqualTo(valid.record());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"kind\": \"crisis-event\"} {}",
        "{\"kind\": \"crisis-event\", \"kind\": \"crisis-event\"}",
        "{\"summary\": \"Maribel\", \"summary\": \"Maribel\"}",
        "{'kind': 'crisis-event'}",
        "{\"summary\": Maribel}",
        "\uFEFF{}"
      })
  void whatIsNotJsonIsRefusedWithThePlaceAndNoMore(String text) {
    var invalid = invalid(text);

    assertThat(invalid.fault()).isEqualTo(Fault.NOT_JSON);
    assertThat(invalid.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .contains("line 1, column ")
                    .doesNotContain("Maribel", "crisis"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\uFEFF{}`|`must not begin with a byte order mark (BOM), see line 1, column 1`",
        "`\uFEFF`|`must not begin with a byte order mark (BOM), see line 1, column 1`",
        "``|`must not be empty, see line 1, column 1`",
        "` \n`|`must not be empty, see line 1, column 1`",
        "`{\n \"id\": `|`must be JSON, and ends in the middle, see line 2, column `",
        "`{\n \"id\": Maribel}`|`must be JSON, see line 2, column `",
        "{} {}|`must be one JSON document with nothing after it, see line 1, column 4`",
      })
  void whyItIsNotJsonIsTold(String text, String reason) {
    assertThat(invalid(text).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.pointer()).isEmpty())
        .extracting(RecordProblem::reason)
        .asString()
        .startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\": 1, \"id\": 1}|/id",
        "{\"contact\": {\"phones\": [{}, {\"number\": 1, \"number\":"
            + " 2}]}}|/contact/phones/1/number",
        "{\"a\": [[1, {\"b\": 1, \"b\": 1}]]}|/a/0/1/b",
        "{\"contact\": {\"Maribel Ortiz\": 1, \"Maribel Ortiz\": 1}}|/contact",
      })
  void aNameThatIsThereTwiceIsTold(String text, String pointer) {
    var invalid = invalid(text);

    assertThat(invalid.fault()).isEqualTo(Fault.NOT_JSON);
    assertThat(invalid.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.reason()).startsWith("must be there once only, see line 1, ");
            });
  }

  @Test
  void aTextThatIsNestedTooDeeplyIsToldSo() {
    assertThat(invalid("[".repeat(5_000)).problems())
        .singleElement()
        .extracting(RecordProblem::reason)
        .asString()
        .contains("nested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.000", "1e0", "10E-1", "0.1e1"})
  void aWholeNumberIsTheSameHoweverItIsWritten(String one) {
    var other = valid(EVENT.replace("\"version\": 1", "\"version\": " + one));

    assertThat(other.record()).isEqualTo(valid(EVENT).record());
    assertThat(other.digest()).isEqualTo(valid(EVENT).digest());
  }

  @Test
  void onlyUtf8IsRead() {
    assertThat(((Invalid) READER.read(EVENT.getBytes(UTF_16))).fault()).isEqualTo(Fault.NOT_JSON);
    var latin = EVENT.replace("breath", "breath, señora").getBytes(ISO_8859_1);
    assertThat(((Invalid) READER.read(latin)).problems())
        .extracting(RecordProblem::reason)
        .singleElement()
        .asString()
        .contains("line 3, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "{}", "{\"kind\": 7}", "{\"kind\": \"Maribel\"}"})
  void anUnknownKindIsToldTheKinds(String text) {
    var invalid = invalid(text);

    assertThat(invalid.fault()).isEqualTo(Fault.UNKNOWN_KIND);
    assertThat(invalid.problems())
        .containsExactly(
            new RecordProblem(
                "/kind", "must be one of: participant, crisis-plan, crisis-event, referral"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1|\"version\": 0|/version|must be at least 1",
        "\"version\": 1|\"version\": 1.5|/version|must be a whole number",
        "\"watch\"|\"Maribel\"|/severity|must be one of: watch, urgent, emergency",
        "\"substanceUse\": false,||/substanceUse|is required",
        "false|null|/substanceUse|must be true or false",
        "\"message\"|\"message\", \"nickname\": 1|/noticed/nickname|is not a known property here;"
            + " known are: how, at, by, screening",
        "\"message\"|\"message\", \"Maribel Ortiz\": 1|/noticed|is not a known property here; known"
            + " are: how, at, by, screening",
        "2026-10-04T01:20:00Z|2026-02-30T01:20:00Z|/recordedAt|must be: A moment, with its zone;"
            + " for example 2026-10-03T21:14:00-04:00",
        "\"message\"|\"screening-answer\"|/noticed/screening|is required",
        "\"detected\"|\"resolved\"|/outcome|is required",
        "CE-1|Maribel Ortiz|/id|must be: The program's id of a thing, never a name; for example"
            + " P-1001",
        "Short of breath.|Maribel \\ud800|/summary|must hold whole Unicode characters and no"
            + " control ones",
      })
  void aFaultIsPointedAtInPlainWords(String right, String wrong, String pointer, String reason) {
    var invalid = invalid(EVENT.replace(right, wrong == null ? "" : wrong));

    assertThat(invalid.fault()).isEqualTo(Fault.INVALID);
    assertThat(invalid.problems()).containsExactly(new RecordProblem(pointer, reason));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var invalid = invalid(EVENT.replace("\"version\": 1", "\"version\": 0").replace("watch", "x"));

    assertThat(invalid.problems())
        .extracting(RecordProblem::pointer)
        .containsExactlyInAnyOrder("/version", "/severity");
  }

  @Test
  void ofVeryManyFaultsTheFirstFiftyAreSaid() {
    var names = IntStream.range(0, 80).mapToObj(number -> ", \"x" + number + "\": 1").toList();

    var invalid = invalid(EVENT.replace("\"watch\"", "\"watch\"" + String.join("", names)));

    assertThat(invalid.problems()).hasSize(50);
  }

  @Test
  void halfAPlaceIsToldOnceWhatAPlaceIs() {
    var place = ", \"location\": {\"latitude\": 42.1, \"confirmedAt\": \"2026-10-04T01:20:00Z\"}}";

    assertThat(invalid(EVENT.strip().replaceFirst("}$", place)).problems())
        .containsExactly(
            new RecordProblem(
                "/location",
                "must be: Where the participant is: an address, coordinates, or both."
                    + " Responders are sent to this place"));
  }

  @Test
  void manyThreadsReadAtOnce() {
    var digests = new ConcurrentLinkedQueue<String>();

    IntStream.range(0, 200).parallel().forEach(number -> digests.add(valid(EVENT).digest()));

    assertThat(List.copyOf(digests)).hasSize(200).containsOnly(valid(EVENT).digest());
  }

  private static Valid valid(String json) {
    return (Valid) READER.read(json.getBytes(UTF_8));
  }

  private static Invalid invalid(String json) {
    return (Invalid) READER.read(json.getBytes(UTF_8));
  }
}
