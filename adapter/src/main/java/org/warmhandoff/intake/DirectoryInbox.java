package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.slf4j.LoggerFactory.getLogger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.flow.port.Inbox;
import org.warmhandoff.intake.Replies.Reply;
import org.warmhandoff.record.Priority;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as files: {@code *.json} holds one document, {@code *.ndjson} one a line. A file that was
 * taken lies in {@code done}; one with anything wrong in {@code refused}, with the problems beside
 * it. File names may hold anything, so they are never logged.
 */
public final class DirectoryInbox implements Inbox {

  private static final Logger log = getLogger(DirectoryInbox.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_WORD = 32;

  private static final Duration REST = Duration.ofSeconds(10);

  private final Map<String, Instant> resting = new ConcurrentHashMap<>();
  private final Path directory;
  private final InboxConfig config;
  private final int largestRecord;
  private final Door door;
  private final RefusedFiles refused;
  private final JsonMapper json;
  private final Clock clock;

  /** The inbox under the configured directory. */
  public DirectoryInbox(
      InboxConfig config,
      int largestRecord,
      Door door,
      RefusedFiles refused,
      JsonMapper json,
      Clock clock) {
    this.directory = config.directory();
    this.config = config;
    this.largestRecord = largestRecord;
    this.door = door;
    this.refused = refused;
    this.json = json;
    this.clock = clock;
  }

  /** Makes the three directories where they are missing, and says which one is watched. */
  public Path open() {
    try {
      OwnerOnly.directory(directory.resolve("done"));
      OwnerOnly.directory(directory.resolve("refused"));
      return OwnerOnly.directory(directory.resolve("inbox"));
    } catch (IOException cannot) {
      throw new UncheckedIOException("intake.inbox.directory cannot be made", cannot);
    }
  }

  @Override
  public boolean whole(File file) {
    var name = file.getName();
    if (!(endsWith(name, ".json") || endsWith(name, ".ndjson")) || rests(name)) {
      return false;
    }
    var age = Instant.ofEpochMilli(file.lastModified());
    var now = clock.instant();
    return !age.plus(config.quiet()).isAfter(now)
        && (!age.plus(config.patience()).isAfter(now) || endsWhereJsonMayEnd(file));
  }

  /** In whichever case: some systems write file names in capitals. */
  private static boolean endsWith(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Garbage counts as ended: it is refused, not waited for. */
  private static boolean endsWhereJsonMayEnd(File file) {
    try (var parser = JSON.createParser(file)) {
      var tokens = 0;
      while (parser.nextToken() != null) {
        tokens++;
      }
      return tokens > 0 && parser.getParsingContext().inRoot();
    } catch (JsonEOFException inTheMiddle) {
      return false;
    } catch (JsonProcessingException odd) {
      return !endsInAWord(file, odd.getLocation().getByteOffset());
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Such as {@code tru}, or nothing after a comma: the writer may be about to go on. */
  private static boolean endsInAWord(File file, long from) {
    try (var in = Files.newInputStream(file.toPath())) {
      in.skipNBytes(from);
      var rest = new String(in.readNBytes(LONGEST_WORD), ISO_8859_1);
      return rest.length() < LONGEST_WORD && rest.matches("[A-Za-z0-9.+-]*");
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** A file that broke is left alone for a while, so that it does not break every second. */
  private boolean rests(String name) {
    var until = resting.get(name);
    return until != null && until.isAfter(clock.instant());
  }

  @Override
  public void take(File file) {
    resting.put(file.getName(), clock.instant().plus(REST));
    try {
      var problems = new Problems();
      submit(file.toPath(), problems);
      fileAway(file.toPath(), problems);
      refused.review();
      resting.remove(file.getName());
      log.info(
          "a file of the inbox was taken; {} of its records were not accepted",
          problems.all().size());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void submit(Path file, Problems problems) throws IOException {
    if (endsWith(file.toString(), ".ndjson")) {
      submitLines(file, problems);
    } else if (Files.size(file) > largestRecord) {
      problems.add(1, tooLarge(), new byte[0]);
    } else {
      submit(1, Files.readAllBytes(file), problems);
    }
  }

  private void submitLines(Path file, Problems problems) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var lines = new RecordLines(in, largestRecord, Long.MAX_VALUE);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        var number = line.get().number();
        line.get()
            .body()
            .ifPresentOrElse(
                body -> submit(number, body, problems),
                () -> problems.add(number, tooLarge(), new byte[0]));
      }
    }
  }

  private void submit(int line, byte[] record, Problems problems) {
    var reply = Replies.of(door.submit(record));
    if (reply.status() >= 300) {
      problems.add(line, reply, record);
    }
  }

  private Reply tooLarge() {
    return Replies.tooLarge(largestRecord, "intake.largest-record");
  }

  /** What was not accepted of a file, and how urgent the most urgent of it is. */
  private static final class Problems {

    private final List<Map<String, Object>> all = new ArrayList<>();
    private Priority priority = Priority.ROUTINE;

    void add(int line, Reply reply, byte[] record) {
      var problem = new LinkedHashMap<String, Object>();
      problem.put("line", line);
      problem.put("status", reply.status());
      problem.put("problem", reply.body());
      all.add(problem);
      var its = RefusedFiles.priority(record);
      priority = its.rank() < priority.rank() ? its : priority;
    }

    List<Map<String, Object>> all() {
      return all;
    }

    Priority priority() {
      return priority;
    }
  }

  /** The problems are written before the file is moved, so none is refused without them. */
  private void fileAway(Path file, Problems problems) throws IOException {
    if (problems.all().isEmpty()) {
      move(file, free(directory.resolve("done"), file.getFileName().toString()));
      return;
    }
    var target = free(directory.resolve("refused"), file.getFileName().toString());
    OwnerOnly.write(
        target.resolveSibling(target.getFileName() + ".problems.json"),
        json.writerWithDefaultPrettyPrinter().writeValueAsBytes(problems.all()));
    move(file, target);
    refused.tell(target, problems.all().size(), problems.priority());
  }

  private static void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.keep(target);
  }

  /** A name nobody has there yet: an earlier file of the same name is never overwritten. */
  private static Path free(Path where, String name) {
    var dot = name.lastIndexOf('.');
    var target = where.resolve(name);
    for (var copy = 2; Files.exists(target); copy++) {
      target = where.resolve(name.substring(0, dot) + "-" + copy + name.substring(dot));
    }
    return target;
  }
}
