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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.flow.port.Inbox;
import org.warmhandoff.intake.RecordLines.Line;
import org.warmhandoff.intake.Replies.RecordReply;
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
  private static final int MOST_REMEMBERED = 1000;

  private static final Duration REST = Duration.ofSeconds(10);

  /** Of a file that was taken and cannot be moved: somebody has been told. */
  private static final Duration LONG_REST = Duration.ofMinutes(10);

  /** What no path can name: bytes that are no UTF-8 are seen as the first of the two. */
  private static final Pattern UNUSABLE_NAME = Pattern.compile("[\uFFFD\\\\]");

  private final Map<String, Instant> resting = new ConcurrentHashMap<>();
  private final Map<String, Seen> fromTheFuture = new ConcurrentHashMap<>();
  private final Path directory;
  private final InboxConfig config;
  private final int largestRecord;
  private final Door door;
  private final RefusedFiles refused;
  private final JsonMapper json;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** When it last got on with the file that it looks at or takes; empty while there is none. */
  private volatile OptionalLong gotOn = OptionalLong.empty();

  /**
   * The inbox under the configured directory.
   *
   * @param nanoTime such as {@link System#nanoTime}: it goes on, whoever puts back the clock
   */
  public DirectoryInbox(
      InboxConfig config,
      int largestRecord,
      Door door,
      RefusedFiles refused,
      JsonMapper json,
      Clock clock,
      LongSupplier nanoTime) {
    this.directory = config.directory();
    this.config = config;
    this.largestRecord = largestRecord;
    this.door = door;
    this.refused = refused;
    this.json = json;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Makes the three directories where they are missing, and says which one is watched. */
  public Path open() {
    try {
      OwnerOnly.directory(directory.resolve("done"));
      OwnerOnly.directory(directory.resolve("refused"));
      return OwnerOnly.directory(watched());
    } catch (IOException cannot) {
      throw new UncheckedIOException("intake.inbox.directory cannot be made", cannot);
    }
  }

  private Path watched() {
    return directory.resolve("inbox");
  }

  @Override
  public void ready() {
    if (!Files.isDirectory(watched())) {
      open();
      log.warn(
          "the inbox was not there any more and has been made anew: see that those who put files"
              + " there write into this one");
    }
  }

  @Override
  public boolean whole(File file) {
    getsOn();
    try {
      return isWhole(file);
    } finally {
      gotOn = OptionalLong.empty();
    }
  }

  private void getsOn() {
    gotOn = OptionalLong.of(nanoTime.getAsLong());
  }

  /**
   * Whether it does not get on with a file for longer than that: what has taken its place has no
   * end, or where it lies does not answer.
   */
  public boolean hangsFor(Duration longest) {
    var since = gotOn;
    return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() > longest.toNanos();
  }

  private boolean isWhole(File file) {
    var name = file.getName();
    if (!(endsWith(name, ".json") || endsWith(name, ".ndjson")) || rests(name)) {
      return false;
    }
    if (UNUSABLE_NAME.matcher(name).find() || !isPath(file)) {
      refused.reportUnusableName(name);
      return false;
    }
    var entry = DirectoryEntry.of(file.toPath());
    if (entry.isEmpty()) {
      return false;
    }
    var now = clock.instant();
    var written = lastWritten(name, entry.get(), now);
    if (written.plus(config.quiet()).isAfter(now)) {
      return false;
    }
    if (!entry.get().isPlainFile()) {
      refused.reportUnusable(file.toPath());
      return false;
    }
    return !written.plus(config.patience()).isAfter(now) || endsWhereJsonMayEnd(file);
  }

  /** Where the system's own encoding is ASCII, no other name can be written as a path. */
  private static boolean isPath(File file) {
    try {
      file.toPath();
      return true;
    } catch (InvalidPathException unwritable) {
      return false;
    }
  }

  /** A time to come says nothing: then since when it has stood there unchanged. */
  private Instant lastWritten(String name, DirectoryEntry entry, Instant now) {
    if (!entry.lastModified().isAfter(now)) {
      fromTheFuture.remove(name);
      return entry.lastModified();
    }
    if (fromTheFuture.size() > MOST_REMEMBERED) {
      fromTheFuture.clear(); // of files that others have taken away
    }
    var seen =
        fromTheFuture.compute(
            name,
            (same, before) ->
                before != null && entry.equals(before.entry()) && !before.at().isAfter(now)
                    ? before
                    : new Seen(entry, now));
    return seen.at();
  }

  private record Seen(DirectoryEntry entry, Instant at) {}

  /** In whichever case: some systems write file names in capitals. */
  private static boolean endsWith(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Garbage counts as ended: it is refused, not waited for. */
  private static boolean endsWhereJsonMayEnd(File file) {
    try (var in = DirectoryEntry.open(file.toPath());
        var parser = JSON.createParser(in)) {
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
    try (var in = DirectoryEntry.open(file.toPath())) {
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
    var now = clock.instant();
    // Farther ahead than any rest it lies only where the clock was put back.
    return until != null && until.isAfter(now) && !until.isAfter(now.plus(LONG_REST));
  }

  @Override
  public void take(File file) {
    resting.put(file.getName(), clock.instant().plus(REST));
    getsOn();
    try {
      take(file.toPath());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } finally {
      gotOn = OptionalLong.empty();
    }
  }

  private void take(Path file) throws IOException {
    var target = free(directory.resolve("refused"), file.getFileName().toString());
    var problems = new ProblemFile(problemsOf(target), json);
    try (problems) {
      var life = door.life();
      submit(file, problems);
      problems.finish();
      door.ensure(life);
    } catch (IOException | RuntimeException broken) {
      problems.discard();
      throw broken;
    }
    try {
      fileAway(file, target, problems);
    } catch (IOException cannot) {
      problems.discard();
      refused.reportUnfiled(file);
      resting.put(file.getFileName().toString(), clock.instant().plus(LONG_REST));
      return;
    }
    refused.review();
    fromTheFuture.remove(file.getFileName().toString());
    resting.remove(file.getFileName().toString());
    log.info(
        "a file of the inbox was taken; {} of its records were not accepted", problems.count());
  }

  private void submit(Path file, ProblemFile problems) throws IOException {
    if (endsWith(file.toString(), ".ndjson")) {
      submitLines(file, problems);
      return;
    }
    try (var in = DirectoryEntry.open(file)) {
      var record = in.readNBytes(largestRecord + 1);
      if (record.length > largestRecord) {
        problems.add(1, tooLarge(), record);
      } else {
        submit(1, record, problems);
      }
    }
  }

  private void submitLines(Path file, ProblemFile problems) throws IOException {
    try (var in = new BufferedInputStream(DirectoryEntry.open(file));
        var turn = LargeBodies.held().turn()) { // one line at a time, and nobody else's
      var lines = new RecordLines(in, largestRecord, Long.MAX_VALUE, turn);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (problems.count() == Replies.MOST_REFUSED) {
          problems.add(line.get().number(), Replies.tooMuchRefused(problems.count()), none());
          seeTheRest(line, lines, problems);
          return;
        }
        submit(line.get(), problems);
      }
    }
  }

  /** It is not taken, but somebody is told the sooner the more urgent it is. */
  private void seeTheRest(Optional<Line> first, RecordLines lines, ProblemFile problems)
      throws IOException {
    for (var line = first; line.isPresent(); line = lines.next()) {
      getsOn();
      line.get().body().ifPresent(problems::see);
    }
  }

  private void submit(Line line, ProblemFile problems) throws IOException {
    getsOn();
    if (line.turnedAway()) {
      throw new IOException("the adapter stops"); // the file is taken again
    }
    if (line.body().isPresent()) {
      submit(line.number(), line.body().get(), problems);
    } else {
      problems.add(line.number(), tooLarge(), none());
    }
  }

  private void submit(int line, byte[] record, ProblemFile problems) throws IOException {
    var reply = Replies.of(door.submitOneOfMany(record));
    if (reply.status() >= 300) {
      problems.add(line, reply, record);
    }
  }

  private static byte[] none() {
    return new byte[0];
  }

  private RecordReply tooLarge() {
    return Replies.tooLarge(largestRecord, "intake.largest-record");
  }

  /** The problems are written before the file is moved, so none is refused without them. */
  private void fileAway(Path file, Path target, ProblemFile problems) throws IOException {
    if (problems.count() == 0) {
      move(file, free(directory.resolve("done"), file.getFileName().toString()));
      return;
    }
    move(file, target);
    refused.raise(target, problems.count(), problems.priority(), problems.participant());
  }

  private static void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.keep(target);
  }

  /** A name nobody has there yet: what is kept of an earlier file is never overwritten. */
  private static Path free(Path where, String name) {
    var filed = FiledName.of(name);
    var target = where.resolve(filed.numbered(1));
    for (var copy = 2; Files.exists(target) || Files.exists(problemsOf(target)); copy++) {
      target = where.resolve(filed.numbered(copy));
    }
    return target;
  }

  private static Path problemsOf(Path target) {
    return target.resolveSibling(target.getFileName() + FiledName.PROBLEMS);
  }
}
