package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.EventsConfig.EventsFile;
import org.warmhandoff.events.CloudEvent;
import org.warmhandoff.events.EventFeed;
import org.warmhandoff.events.EventFeed.ReaderPlace;
import org.warmhandoff.events.EventFiles;
import org.warmhandoff.events.EventKeeping;
import org.warmhandoff.events.EventNumbers;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.store.Durability;

/** Events are written into files, and deleted when they are old. */
interface EventsKeptContract extends StoreAtHand {

  private EventFeed feedOfFiles() {
    return new EventFeed(
        store().db(),
        new EventNumbers(store().db(), store().transaction(), Durability.byEachCommit(), "0a1b2c"),
        "https://program.example");
  }

  private EventFiles files(Path directory, long largest, int kept) {
    return new EventFiles(
        new EventsFile(directory, largest, kept),
        "only",
        store().db(),
        feedOfFiles(),
        store().transaction(),
        clock());
  }

  private void happen(int many) {
    var log = new EventLog(store().db(), clock());
    for (var i = 0; i < many; i++) {
      log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", "P-1");
    }
  }

  private static List<String> lines(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve(EventFiles.CURRENT));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  default void eventsAreWrittenALineEachAndGoOnWhereTheyWere(@TempDir Path directory)
      throws IOException {
    happen(3);
    files(directory, 1_000_000, 3).write();
    happen(2);
    files(directory, 1_000_000, 3).write();
    files(directory, 1_000_000, 3).write();

    assertThat(lines(directory)).hasSize(5);
    assertThat(lines(directory).get(4)).contains("\"sequence\":\"0000000000000000005\"");
    assertThat(Files.getPosixFilePermissions(directory.resolve(EventFiles.CURRENT))).hasSize(2);
  }

  @Test
  default void aPartOfALineThatADeathLeftIsWrittenAnew(@TempDir Path directory) throws IOException {
    happen(1);
    files(directory, 1_000_000, 3).write();
    Files.writeString(
        directory.resolve(EventFiles.CURRENT), "{\"specver", StandardOpenOption.APPEND);
    happen(1);
    files(directory, 1_000_000, 3).write();

    assertThat(lines(directory)).hasSize(2).allMatch(line -> line.endsWith("}}"));
  }

  @Test
  default void aFileThatIsLargeEnoughIsPutAsideAndTheOldestGoes(@TempDir Path directory)
      throws IOException {
    var files = files(directory, 500, 2);
    for (var i = 0; i < 4; i++) {
      happen(2);
      files.write();
    }

    assertThat(names(directory))
        .containsExactly("events-0000000000000000006.ndjson", EventFiles.CURRENT);
    assertThat(lines(directory)).hasSize(2);
  }

  @Test
  default void whatIsOldIsDeletedAndWhoeverComesForItIsToldSo() {
    happen(3);
    clock().pass(Duration.ofDays(50));
    happen(2);
    assertThat(feedOfFiles().after(0, 10)).hasSize(5);
    var keeping =
        new EventKeeping(store().db(), store().transaction(), Duration.ofDays(90), clock());
    keeping.look();
    assertThat(feedOfFiles().after(0, 10)).hasSize(5);

    clock().pass(Duration.ofDays(41));
    keeping.look();

    assertThat(feedOfFiles().after(feedOfFiles().deleted(), 10))
        .extracting(CloudEvent::sequence)
        .containsExactly("0000000000000000004", "0000000000000000005");
    assertThat(Stream.of(2L, 3L, 5L).map(feedOfFiles()::place))
        .containsExactly(ReaderPlace.TOO_OLD, ReaderPlace.THERE, ReaderPlace.THERE);
  }
}
