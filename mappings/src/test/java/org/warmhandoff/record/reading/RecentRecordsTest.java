package org.warmhandoff.record.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.Valid;

class RecentRecordsTest {

  private static final String EVENT =
      """
      {"kind": "crisis-event", "id": "CE-1", "version": 1, "recordedAt": "2026-10-04T01:20:00Z",
       "participantId": "P-1", "state": "detected", "what": "panic-attack", "severity": "watch",
       "substanceUse": false, "summary": "%s",
       "noticed": {"how": "message", "at": "2026-10-03T21:14:00-04:00"}}
      """;

  private static final RecordReader READER = new RecordReader();

  private final RecentRecords recent = new RecentRecords();
  private final List<String> read = new ArrayList<>();

  @Test
  void aTextIsReadOnce() {
    var text = text("Short of breath.");

    var first = recent.of(text, this::read);
    var again = recent.of(new String(text.getBytes(UTF_8), UTF_8), this::read);

    assertThat(again).isSameAs(first);
    assertThat(read).hasSize(1);
  }

  @Test
  void anotherTextIsAnotherRecord() {
    recent.of(text("Short of breath."), this::read);

    assertThat(recent.of(text("Calm again."), this::read)).isEqualTo(record("Calm again."));
    assertThat(read).hasSize(2);
  }

  @Test
  void whatWasJustWrittenNeedNotBeRead() {
    recent.keep(text("Short of breath."), record("Short of breath."));

    assertThat(recent.of(text("Short of breath."), this::read))
        .isEqualTo(record("Short of breath."));
    assertThat(read).isEmpty();
  }

  @Test
  void whatWasNotReadForTheLongestIsForgotten() {
    var often = text("Short of breath.");
    recent.of(often, this::read);
    recent.of(text("First of many."), this::read);

    for (var one = 0; one < 1000; one++) {
      recent.of(text(one + " " + "x".repeat(1500)), this::read);
      recent.of(often, this::read);
    }
    recent.of(text("First of many."), this::read);

    assertThat(read.stream().filter(often::equals)).hasSize(1);
    assertThat(read.stream().filter(text("First of many.")::equals)).hasSize(2);
  }

  @Test
  void aTextThatWouldPutOutManyOthersIsNotKept() {
    var record = record("Short of breath.");
    var large = "x".repeat(30_000);

    recent.keep(large, record);
    recent.of(
        large,
        text -> {
          read.add(text);
          return record;
        });

    assertThat(read).hasSize(1);
  }

  private ProgramRecord read(String text) {
    read.add(text);
    return READER.stored(text.getBytes(UTF_8));
  }

  private static ProgramRecord record(String summary) {
    return valid(summary).record();
  }

  private static String text(String summary) {
    return new String(valid(summary).body(), UTF_8);
  }

  private static Valid valid(String summary) {
    return (Valid) READER.read(EVENT.formatted(summary).getBytes(UTF_8));
  }
}
