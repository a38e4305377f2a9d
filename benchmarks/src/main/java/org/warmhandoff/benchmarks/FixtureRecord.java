package org.warmhandoff.benchmarks;

import static java.util.function.BinaryOperator.maxBy;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.warmhandoff.benchmarks.files.Checkout;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/**
 * A record of the fixtures and whom it is about.
 *
 * @param json as the program sends it
 * @param participant in the newest version
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to read, never compared
record FixtureRecord(byte[] json, ProgramRecord record, Participant participant) {

  private static final Path FIXTURES = Checkout.top().resolve("fixtures");
  private static final RecordReader READER = new RecordReader();
  private static final Map<String, Participant> PARTICIPANTS =
      files("participants").stream()
          .map(file -> (Participant) record(bytes(file)))
          .collect(
              toMap(
                  Participant::id, identity(), maxBy(Comparator.comparing(Participant::version))));

  /** All records in a folder of {@code fixtures/records}. */
  static List<FixtureRecord> in(String folder) {
    return files(folder).stream().map(FixtureRecord::of).toList();
  }

  /** The plan that says something in every section. */
  static FixtureRecord fullPlan() {
    var folder = FIXTURES.resolve("cases").resolve("crisis-plan").resolve("every-section");
    var json = bytes(folder.resolve("1-record.json"));
    var participant = record(bytes(folder.resolve("participant.json")));
    return new FixtureRecord(json, record(json), (Participant) participant);
  }

  private static FixtureRecord of(Path file) {
    var json = bytes(file);
    var record = record(json);
    return new FixtureRecord(json, record, PARTICIPANTS.get(record.participantId()));
  }

  private static ProgramRecord record(byte[] json) {
    if (READER.read(json) instanceof Valid valid) {
      return valid.record();
    }
    throw new IllegalStateException("the fixtures hold a record that is not valid");
  }

  private static List<Path> files(String folder) {
    try (var files = Files.list(FIXTURES.resolve("records").resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
