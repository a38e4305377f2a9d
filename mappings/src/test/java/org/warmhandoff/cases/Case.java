package org.warmhandoff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.skyscreamer.jsonassert.JSONAssert;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.RecordReader;

/** A worked example: a folder whose numbered files show the record at each station. */
public record Case(Path folder) {

  public static final Path ALL = Path.of("..", "fixtures", "cases");

  private static final RecordReader READER = new RecordReader();
  private static final boolean WRITE = "write".equals(System.getProperty("golden"));

  public static List<Case> all() {
    try (var files = Files.walk(ALL)) {
      return files
          .filter(file -> file.endsWith("1-record.json"))
          .map(file -> new Case(file.getParent()))
          .sorted((one, other) -> one.folder.compareTo(other.folder))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Case named(String name) {
    return new Case(ALL.resolve(name));
  }

  public ProgramRecord record() {
    return record("1-record.json");
  }

  public Participant participant() {
    return (Participant) record("participant.json");
  }

  /** Everything, unless the case says what may be known; and under which consents. */
  public Disclosed disclosed() {
    var under =
        participant().consents().stream()
            .filter(consent -> named("under.json", consent.id()))
            .toList();
    return (Disclosed) Supposed.knowing(record(), participant(), told(), under);
  }

  /** Knows nobody by a number of their own, unless the case says of which name spaces. */
  public Audience audience() {
    return Audience.ANYBODY.identifying(
        participant().identifiers().stream()
            .map(Participant.KnownAs::system)
            .filter(system -> named("identifier-systems.json", system))
            .toList());
  }

  private boolean named(String file, String word) {
    return exists(file) && text(file).contains('"' + word + '"');
  }

  private Set<Sensitivity> told() {
    return exists("told.json")
        ? Arrays.stream(Sensitivity.values())
            .filter(sensitivity -> text("told.json").contains('"' + sensitivity.word() + '"'))
            .collect(Collectors.toSet())
        : EnumSet.allOf(Sensitivity.class);
  }

  public void assertSameJson(String file, String actual) throws Exception {
    if (WRITE) {
      Files.writeString(folder.resolve(file), actual + "\n");
    }
    JSONAssert.assertEquals(folder + "/" + file, text(file), actual, true);
  }

  public void assertSameText(String file, String actual) throws IOException {
    if (WRITE) {
      Files.writeString(folder.resolve(file), actual);
    }
    assertThat(actual).isEqualTo(text(file));
  }

  @Override
  public String toString() {
    return ALL.relativize(folder).toString();
  }

  private boolean exists(String file) {
    return Files.exists(folder.resolve(file));
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ProgramRecord record(String file) {
    var reading = READER.read(text(file).getBytes(StandardCharsets.UTF_8));
    if (reading instanceof Reading.Valid valid) {
      return valid.record();
    }
    throw new AssertionError(folder + "/" + file + ": " + reading);
  }
}
