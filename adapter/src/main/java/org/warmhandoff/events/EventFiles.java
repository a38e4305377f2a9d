package org.warmhandoff.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.config.EventsConfig.EventsFile;
import org.warmhandoff.files.OwnerOnly;

/**
 * Writes events into files, a line each, for their owner alone. What is written is on the disk
 * before how far it went is kept: after a death lines are written once more, and none is missing.
 */
public final class EventFiles {

  /** What is written into now. */
  public static final String CURRENT = "events.ndjson";

  /** No webhook can be called so. */
  private static final String PREFIX = ":file/";

  private static final int AT_ONCE = 200;
  private static final int SCAN = 4096;

  private final String receiver;
  private final EventsFile settings;
  private final EventTurns turns;
  private final EventFeed feed;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Files in that directory, which is made.
   *
   * @param node whose directory it is: of several that share a database each writes all
   * @throws UncheckedIOException where it cannot be made
   */
  public EventFiles(
      EventsFile settings,
      String node,
      JdbcClient db,
      EventFeed feed,
      TransactionTemplate transaction,
      Clock clock) {
    this.receiver = PREFIX + node;
    this.settings = settings;
    this.turns = new EventTurns(db);
    this.feed = feed;
    this.transaction = transaction;
    this.clock = clock;
    try {
      OwnerOnly.directory(settings.directory());
    } catch (IOException cannot) {
      throw new UncheckedIOException("events.file.directory cannot be made", cannot);
    }
    turns.begin(receiver, feed.deleted(), clock.instant());
  }

  /**
   * Writes what is not written yet.
   *
   * @throws UncheckedIOException where it cannot; it is written the next time
   */
  public void write() {
    var highest = feed.highest();
    while (turns.receiver(receiver).takenUp() < highest) {
      transaction.executeWithoutResult(tx -> writeSome(highest));
    }
  }

  private void writeSome(long highest) {
    var stands = turns.hold(receiver);
    var events = feed.between(stands.takenUp(), highest, AT_ONCE);
    if (!events.isEmpty()) {
      try {
        rotate(stands.takenUp());
        append(events);
      } catch (IOException cannot) {
        throw new UncheckedIOException("events cannot be written", cannot);
      }
    }
    var last =
        events.size() < AT_ONCE
            ? Math.max(highest, stands.takenUp())
            : events.get(events.size() - 1).number();
    turns.keep(
        new EventTurns.ReceiverRow(
            receiver, last, stands.off(), stands.failures(), stands.pauseUntil()));
  }

  /** By the last event that it holds: so they stand in order. */
  private void rotate(long last) throws IOException {
    var file = current();
    var old = settings.directory().resolve("events-" + CloudEvent.sequence(last) + ".ndjson");
    if (Files.exists(file)
        && (Files.size(file) >= settings.largest() || isOfAnotherDay(file))
        && Files.notExists(old)) { // it is there where what came after it could not be kept
      Files.move(file, old);
      deleteOldest();
    }
  }

  private boolean isOfAnotherDay(Path file) throws IOException {
    var changed = Files.getLastModifiedTime(file).toInstant();
    return LocalDate.ofInstant(changed, ZoneOffset.UTC)
        .isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private void deleteOldest() throws IOException {
    List<Path> old;
    try (var files = Files.newDirectoryStream(settings.directory(), "events-*.ndjson")) {
      var all = new ArrayList<Path>();
      files.forEach(all::add);
      all.sort(null);
      old = all.subList(0, Math.max(0, all.size() - (settings.kept() - 1)));
    }
    for (var file : old) {
      Files.delete(file);
    }
  }

  private void append(List<CloudEvent> events) throws IOException {
    var file = current();
    OwnerOnly.file(file);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(endOfLastLine(channel));
      channel.position(channel.size());
      var lines = ByteBuffer.wrap(lines(events));
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      channel.force(true);
    }
  }

  /** Whoever died while writing left a part of a line, which is written anew. */
  private static long endOfLastLine(FileChannel channel) throws IOException {
    var end = channel.size();
    while (end > 0) {
      var from = Math.max(0, end - SCAN);
      var part = ByteBuffer.allocate((int) (end - from));
      while (part.hasRemaining() && channel.read(part, from + part.position()) >= 0) {
        // until it is full
      }
      for (var i = part.position() - 1; i >= 0; i--) {
        if (part.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return 0;
  }

  private byte[] lines(List<CloudEvent> events) {
    var lines = new ByteArrayOutputStream();
    for (var event : events) {
      try {
        lines.writeBytes(json.writeValueAsBytes(event));
      } catch (JsonProcessingException cannot) {
        throw new IllegalStateException("ids and words can be written", cannot);
      }
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private Path current() {
    return settings.directory().resolve(CURRENT);
  }
}
