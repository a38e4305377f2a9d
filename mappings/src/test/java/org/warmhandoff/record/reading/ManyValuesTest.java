package org.warmhandoff.record.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.reading.Reading.Invalid;

/** A small body can hold more values than anybody means, and each may be wrong in many ways. */
class ManyValuesTest {

  private static Invalid read(String consents) {
    var body = "{\"kind\": \"participant\", \"consents\": [" + consents + "]}";
    return (Invalid) new RecordReader().read(body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "1", "[]", "\"\"", "null"})
  void moreThanAnyRecordHasAreNotLookedAt(String value) {
    assertThat(read(value + ("," + value).repeat(10_000)).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.reason()).isEqualTo("must not hold more than 10000 values"));
  }

  @Test
  void ofManyTheFirstProblemIsTold() {
    assertThat(read("{}" + ",{}".repeat(2_000)).problems()).hasSizeBetween(1, 10);
  }

  @Test
  void ofFewAllAreTold() {
    assertThat(read("{},{}").problems()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x200B, 0x2060, 0xFEFF, 0x2028, 0x3164, 0xE0041})
  void charactersThatNobodySeesAreRefused(int point) {
    assertThat(named("Or%stiz".formatted(Character.toString(point))).problems())
        .anySatisfy(problem -> assertThat(problem.reason()).contains("nobody sees"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069})
  void charactersThatTurnTheDirectionOfTextAreRefused(int point) {
    assertThat(named("Or%stiz".formatted(Character.toString(point))).problems())
        .anySatisfy(problem -> assertThat(problem.reason()).contains("turn the direction"));
  }

  private static Invalid named(String family) {
    var body = "{\"kind\": \"participant\", \"name\": {\"family\": \"%s\"}}".formatted(family);
    return (Invalid) new RecordReader().read(body.getBytes(UTF_8));
  }

  @Test
  void inALongTextTheyAreLeft() {
    var body = "{\"kind\": \"crisis-plan\", \"note\": \"%s\u200b\"}".formatted("long ".repeat(50));

    var reading = (Invalid) new RecordReader().read(body.getBytes(UTF_8));

    assertThat(reading.problems())
        .noneSatisfy(problem -> assertThat(problem.reason()).contains("nobody sees"));
  }
}
