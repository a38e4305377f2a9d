package org.warmhandoff.cases;

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
import java.util.stream.Stream;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** The records that all modules share. */
public final class SharedRecords {

  private static final Path FOLDER = Path.of("..", "fixtures", "records");
  private static final RecordReader READER = new RecordReader();
  private static final Map<String, Participant> PARTICIPANTS =
      files("participants").stream()
          .map(file -> (Participant) record(file))
          .collect(
              toMap(
                  Participant::id, identity(), maxBy(Comparator.comparing(Participant::version))));

  private SharedRecords() {}

  /** Plans, events and referrals. */
  public static List<Path> told() {
    return Stream.of("plans", "events", "referrals").flatMap(name -> files(name).stream()).toList();
  }

  public static List<Path> invalid() {
    return files("invalid");
  }

  public static Reading reading(Path file) {
    return READER.read(bytes(file));
  }

  public static ProgramRecord record(Path file) {
    if (reading(file) instanceof Valid valid) {
      return valid.record();
    }
    throw new AssertionError(file + ": " + reading(file));
  }

  /** In the newest version. */
  public static Participant participant(ProgramRecord record) {
    return PARTICIPANTS.get(record.participantId());
  }

  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> files(String folder) {
    try (var files = Files.list(FOLDER.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
