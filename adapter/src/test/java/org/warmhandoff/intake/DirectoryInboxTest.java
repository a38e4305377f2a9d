package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.plan;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.Durability;
import org.warmhandoff.testing.Rights;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;
import tools.jackson.databind.json.JsonMapper;

class DirectoryInboxTest {

  private static final Instant WRITTEN = Instant.parse("2026-11-21T12:00:00Z");
  private static final RecordReader READER = new RecordReader();

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:10Z");
  private final List<Submission> submitted = new ArrayList<>();
  private DirectoryInbox inbox;
  private RefusedFiles refused;
  private boolean storeIsDown;
  private Runnable whileStoring = () -> {};
  private final AtomicLong nanoTime = new AtomicLong();
  private final Store store = Store.inMemory();
  private final JdbcAttention attention = new JdbcAttention(store.db(), store.transaction(), clock);

  @AfterEach
  void closeStore() {
    store.close();
  }

  @BeforeEach
  void open() {
    var config =
        new InboxConfig(
            directory, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(5));
    refused =
        new RefusedFiles(
            Optional.of(directory),
            attention,
            new Patience(Duration.ofMinutes(2), Duration.ofMinutes(15), Duration.ofHours(4)));
    inbox =
        new DirectoryInbox(
            config,
            10_000,
            new Door(this::accept, Durability.byEachCommit(), new SimpleMeterRegistry()),
            refused,
            JsonMapper.shared(),
            clock,
            nanoTime::get);
    inbox.open();
  }

  private IntakeAnswer accept(Submission submission) {
    whileStoring.run();
    if (storeIsDown) {
      throw new IllegalStateException("the store is down");
    }
    submitted.add(submission);
    var reading = READER.read(submission.body());
    return reading instanceof Reading.Invalid wrong
        ? new IntakeAnswer.Invalid(wrong.fault(), wrong.problems())
        : new IntakeAnswer.Accepted(((Reading.Valid) reading).record().key());
  }

  private Path put(String name, byte[] content) throws IOException {
    var file = directory.resolve("inbox").resolve(name);
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    return file;
  }

  private Path put(String name, String content) throws IOException {
    return put(name, content.getBytes(UTF_8));
  }

  private List<String> names(String folder) throws IOException {
    try (var files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json",
        "a.ndjson",
        "Dana Ortiz.json",
        ".json",
        "A.JSON",
        "a.NDJSON",
        "a.NdJson"
      })
  void aFinishedFileIsWhole(String name) throws IOException {
    assertThat(inbox.whole(put(name, plan().bytes()).toFile())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json.part", "a.tmp", "a", "A.JSONP", "json", "a.json.problems"})
  void aFileOfAnotherEndingIsNotTaken(String name) throws IOException {
    assertThat(inbox.whole(put(name, plan().bytes()).toFile())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-21T12:00:01.999Z, false", "2026-11-21T12:00:02Z, true"})
  void aFileMustHaveBeenLeftAloneForAWhile(String now, boolean whole) throws IOException {
    clock.set(now);

    assertThat(inbox.whole(put("a.json", plan().bytes()).toFile())).isEqualTo(whole);
  }

  @Test
  void aFileIsNotWholeWhereverTheWriterStopped() throws IOException {
    var odd = List.of("Ñandú, \"so\" — \uD83D\uDE4F", -12.5e-3, true, false);
    var whole = plan().with("odd", odd).bytes();

    for (var length = 0; length < whole.length; length++) {
      var file = put("a.json", Arrays.copyOf(whole, length)).toFile();
      assertThat(inbox.whole(file)).as("the first " + length + " bytes").isFalse();
    }
  }

  @Test
  void linesAreNotWholeWhereTheLastIsHalf() throws IOException {
    var line = new String(plan().bytes(), UTF_8);

    assertThat(inbox.whole(put("a.ndjson", line + "\n" + line).toFile())).isTrue();
    assertThat(inbox.whole(put("a.ndjson", line + "\n" + line.substring(0, 99)).toFile()))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"kind\": \"crisis-pl", "[", "{"})
  void aFileThatEndsInTheMiddleIsWaitedForAndThenTaken(String content) throws IOException {
    var file = put("a.json", content).toFile();

    clock.set("2026-11-21T12:04:59.999Z");
    assertThat(inbox.whole(file)).isFalse();
    clock.set("2026-11-21T12:05:00Z");
    assertThat(inbox.whole(file)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"this is no JSON", "{]", "<xml/>", "{'a': 1}"})
  void garbageIsNotWaitedFor(String content) throws IOException {
    assertThat(inbox.whole(put("a.json", content).toFile())).isTrue();
  }

  @Test
  void linesAreLinesInCapitalsToo() throws IOException {
    var line = new String(plan().bytes(), UTF_8);

    inbox.take(put("A.NDJSON", line + "\n" + line + "\n").toFile());

    assertThat(submitted).hasSize(2);
    assertThat(names("done")).containsExactly("A.NDJSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\uFEFF{}`|byte order mark",
        "` `|must not be empty",
        "{\"id\": 1, \"id\": 1}|/id",
        "{]|line 1, column 2"
      })
  void theProblemsSayWhyItIsNoJson(String content, String said) throws IOException {
    inbox.take(put("a.json", content).toFile());

    assertThat(directory.resolve("refused/a.json.problems.json")).content().contains(said);
  }

  @Test
  void whatWasAcceptedLiesInDone() throws IOException {
    inbox.take(put("a.json", plan().bytes()).toFile());

    assertThat(submitted).hasSize(1);
    assertThat(names("done")).containsExactly("a.json");
  }

  @Test
  void whatWasNotAcceptedLiesInRefusedWithItsProblems() throws IOException {
    inbox.take(put("a.json", "this is no JSON").toFile());

    assertThat(names("done")).isEmpty();
    assertThat(names("refused")).containsExactly("a.json", "a.json.problems.json");
  }

  @Test
  void ofLinesTheGoodOnesAreAcceptedAndTheBadOnesTold() throws IOException {
    var line = new String(plan().bytes(), UTF_8);

    inbox.take(put("a.ndjson", line + "\nno\n" + line + "\n" + "x".repeat(10_001)).toFile());

    assertThat(submitted).hasSize(3);
    assertThat(names("refused")).containsExactly("a.ndjson", "a.ndjson.problems.json");
    var problems =
        JsonMapper.shared().readTree(directory.resolve("refused/a.ndjson.problems.json").toFile());
    assertThat(problems.findValuesAsString("line")).containsExactly("2", "4");
    assertThat(problems.findValuesAsString("status")).contains("400", "413");
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedUnread() throws IOException {
    inbox.take(put("a.json", " ".repeat(10_001)).toFile());

    assertThat(submitted).isEmpty();
    assertThat(names("refused")).contains("a.json");
  }

  @Test
  void anEarlierFileOfTheSameNameIsNeverOverwritten() throws IOException {
    for (var time = 1; time <= 3; time++) {
      inbox.take(put("a.json", plan().version(time).bytes()).toFile());
    }

    assertThat(names("done")).containsExactly("a-2.json", "a-3.json", "a.json");
  }

  @Test
  void aFileThatCouldNotBeStoredStays() throws IOException {
    storeIsDown = true;
    var file = put("a.json", plan().bytes()).toFile();

    assertThatThrownBy(() -> inbox.take(file)).isInstanceOf(IllegalStateException.class);

    assertThat(names("inbox")).containsExactly("a.json");
    assertThat(names("refused")).isEmpty();
  }

  @Test
  void aRefusedFileThatHoldsAnEmergencyIsToldSoonAndUntilItIsTakenAway() throws IOException {
    inbox.take(put("event.json", "{\"severity\" : \"emergency\", ...".getBytes(UTF_8)).toFile());
    assertThat(attention.open(10)).isEmpty();

    clock.pass(Duration.ofMinutes(2));

    assertThat(attention.open(10))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFUSED_FILE);
              assertThat(item.priority()).isEqualTo(Priority.EMERGENCY);
              assertThat(item.note())
                  .startsWith("1 records of a file")
                  .doesNotContain("event.json");
            });

    Files.delete(directory.resolve("refused").resolve("event.json"));
    refused.review();
    assertThat(attention.open(10)).isEmpty();
  }

  @Test
  void ofManyLinesTheMostUrgentThatWasRefusedCounts() throws IOException {
    var lines = "{\"urgency\": \"routine\"}\n{\"urgency\":\"stat\"}\n{\"urgency\": \"asap\"}\n";

    inbox.take(put("lines.ndjson", lines.getBytes(UTF_8)).toFile());
    clock.pass(Duration.ofMinutes(2));

    assertThat(attention.open(10))
        .extracting(OpenItem::priority)
        .containsExactly(Priority.EMERGENCY);
  }

  @Test
  void whatWasTakenAndWhatWasRefusedIsForItsOwnerAlone() throws IOException {
    var good = put("good.json", plan().bytes());
    var bad = put("bad.json", "{".getBytes(UTF_8));
    for (var file : List.of(good, bad)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      inbox.take(file.toFile());
    }

    for (var name : List.of("inbox", "done", "refused")) {
      assertThat(Rights.of(directory.resolve(name))).isEqualTo("rwx------");
    }
    for (var name :
        List.of("done/good.json", "refused/bad.json", "refused/bad.json.problems.json")) {
      assertThat(Rights.of(directory.resolve(name))).isEqualTo("rw-------");
    }
  }

  private List<OpenItem> told() {
    return attention.open(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/etc/passwd", "nowhere", "../done"})
  void aLinkIsNotFollowedAndToldOnce(String target) throws IOException {
    var link = directory.resolve("inbox/a.json");
    Files.createSymbolicLink(link, Path.of(target));
    clock.set(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString());

    assertThat(inbox.whole(link.toFile())).isFalse();
    assertThat(inbox.whole(link.toFile())).isFalse();
    inbox.take(put("b.json", plan().bytes()).toFile());

    assertThat(told())
        .hasSize(1)
        .first()
        .extracting(OpenItem::reason)
        .isEqualTo(AttentionReason.REFUSED_FILE);
    Files.delete(link);
    refused.review();
    assertThat(told()).isEmpty();
  }

  @Test
  void aHoleOfManyGigabytesIsRefusedAtTheFirstLook() throws IOException {
    var hole = directory.resolve("inbox/a.ndjson");
    try (var file = new RandomAccessFile(hole.toFile(), "rw")) {
      file.setLength(1L << 38);
    }
    Files.setLastModifiedTime(hole, FileTime.from(WRITTEN));

    inbox.take(hole.toFile());

    assertThat(directory.resolve("refused/a.ndjson")).exists();
    assertThat(directory.resolve("refused/a.ndjson.problems.json")).exists();
  }

  @Test
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    var pipe = directory.resolve("inbox/a.json");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    clock.set(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString());

    assertThat(inbox.whole(pipe.toFile())).isFalse();
    assertThatThrownBy(() -> inbox.take(pipe.toFile())).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aFileThatIsAnotherPlacesToIsNotTaken() throws IOException {
    var elsewhere = Files.write(directory.resolve("elsewhere"), plan().bytes());
    var link = Files.createLink(directory.resolve("inbox/a.json"), elsewhere);
    Files.setLastModifiedTime(link, FileTime.from(WRITTEN));

    assertThat(inbox.whole(link.toFile())).isFalse();
    Files.delete(elsewhere);
    assertThat(inbox.whole(link.toFile())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[2Jb.json", "a\nb.json", "Ana\u202Enosj.json"})
  void aNameThatATerminalWouldObeyIsFiledWithoutThat(String name) throws IOException {
    inbox.take(put(name, "1").toFile());

    assertThat(names("inbox")).isEmpty();
    assertThat(names("refused"))
        .hasSize(2)
        .allSatisfy(filed -> assertThat(filed).matches("[A-Za-z_\\[0-9.]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "😀"})
  void theLongestNamesCanBeFiledMoreThanOnce(String letter) throws IOException {
    var longest = letter.repeat((255 - 5) / letter.getBytes(UTF_8).length) + ".json";

    for (var time = 0; time < 3; time++) {
      inbox.take(put(longest, "1").toFile());
      inbox.take(put(longest, plan().bytes()).toFile());
    }

    assertThat(names("refused")).hasSize(6);
    assertThat(names("done")).hasSize(3);
  }

  @Test
  void whatIsKeptOfARefusedFileIsNeverOverwritten() throws IOException {
    inbox.take(put("y.json.problems.json", "\"the first\"").toFile());
    inbox.take(put("y.json", "\"the second\"").toFile());
    inbox.take(put("y.json.problems.json", "\"the third\"").toFile());

    assertThat(names("refused")).hasSize(6).noneMatch(name -> name.endsWith(".part"));
    assertThat(directory.resolve("refused/y.json.problems.json")).hasContent("\"the first\"");
    assertThat(directory.resolve("refused/y-2.json")).hasContent("\"the second\"");
  }

  @Test
  void ofAFileWithNothingButMistakesAThousandAreToldAndTheRestIsLookedThroughForEmergencies()
      throws IOException {
    var lines = "1\n".repeat(600_000) + "{\"severity\": \"emergency\"}\n";

    inbox.take(put("poison.ndjson", lines).toFile());

    assertThat(submitted).hasSize(1000);
    assertThat(names("inbox")).isEmpty();
    assertThat(directory.resolve("refused/poison.ndjson.problems.json"))
        .content()
        .contains("too-much-refused")
        .hasSizeLessThan(1_000_000);
    clock.set("2026-11-21T12:10:00Z");
    assertThat(told()).extracting(OpenItem::priority).containsExactly(Priority.EMERGENCY);
  }

  @Test
  void aRefusedFileIsToldWithTheParticipantWhomItIsAbout() throws IOException {
    inbox.take(put("a.json", "{\"severity\": \"urgent\", \"participantId\": \"P-7\"").toFile());
    inbox.take(put("b.json", "{\"participantId\": \"Maribel\"}").toFile());
    clock.set("2026-11-22T12:00:00Z");

    assertThat(told())
        .extracting(OpenItem::participant)
        .containsExactlyInAnyOrder(Optional.of("P-7"), Optional.empty());
  }

  @Test
  void whatCannotBeFiledIsToldOnceAndLeftAlone() throws IOException {
    Files.delete(directory.resolve("done"));
    var file = put("a.json", plan().bytes()).toFile();

    inbox.take(file);

    assertThat(told()).hasSize(1);
    assertThat(inbox.whole(file)).as("at once").isFalse();
    clock.set("2026-11-21T12:30:00Z");
    Files.createDirectory(directory.resolve("done"));
    inbox.take(file);
    assertThat(names("done")).containsExactly("a.json");
    assertThat(told()).isEmpty();
  }

  @Test
  void aFileOfWhichTheStoreTookHalfIsTakenAgainFromItsBeginning() throws IOException {
    var file = put("a.ndjson", "1\n" + new String(plan().bytes(), UTF_8) + "\n").toFile();
    storeIsDown = true;
    assertThatThrownBy(() -> inbox.take(file)).isInstanceOf(IllegalStateException.class);
    assertThat(names("refused")).isEmpty();

    storeIsDown = false;
    inbox.take(file);

    assertThat(names("refused")).containsExactly("a.ndjson", "a.ndjson.problems.json");
  }

  @Test
  void aFileWhoseTimeIsYetToComeIsTakenOnceItHasStoodUnchanged() throws IOException {
    var file = put("a.json", plan().bytes());
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plus(Duration.ofDays(400))));

    assertThat(inbox.whole(file.toFile())).as("seen for the first time").isFalse();
    clock.set("2026-11-21T12:00:30Z");
    assertThat(inbox.whole(file.toFile())).as("unchanged since").isTrue();
    Files.writeString(file, "{}");
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plus(Duration.ofDays(401))));
    assertThat(inbox.whole(file.toFile())).as("written again").isFalse();
  }

  @Test
  void aFileWhoseTimeIsYetToComeIsTakenWhereTheClockWasPutBackSinceItWasSeen() throws IOException {
    var file = put("a.json", plan().bytes());
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plus(Duration.ofDays(400))));
    assertThat(inbox.whole(file.toFile())).isFalse();

    clock.set("2026-11-21T10:00:00Z");
    assertThat(inbox.whole(file.toFile())).as("seen for the first time by that clock").isFalse();
    clock.set("2026-11-21T10:00:01.999Z");
    assertThat(inbox.whole(file.toFile())).isFalse();
    clock.set("2026-11-21T10:00:02Z");
    assertThat(inbox.whole(file.toFile())).isTrue();
  }

  @Test
  void aFileThatWasWrittenBeforeTheClockWasPutBackIsTakenOnceItHasStoodUnchanged()
      throws IOException {
    var file = put("a.json", plan().bytes()).toFile();

    clock.set("2026-11-21T10:00:00Z");
    assertThat(inbox.whole(file)).as("seen for the first time").isFalse();
    clock.set("2026-11-21T10:00:02Z");
    assertThat(inbox.whole(file)).isTrue();
  }

  @Test
  void aFileThatRestsIsTakenWhereTheClockWasPutBack() throws IOException {
    var file = put("a.json", plan().bytes());
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.minus(Duration.ofDays(1))));
    storeIsDown = true;
    assertThatThrownBy(() -> inbox.take(file.toFile())).isInstanceOf(IllegalStateException.class);
    assertThat(inbox.whole(file.toFile())).as("it rests").isFalse();

    clock.set("2026-11-21T10:00:00Z");

    assertThat(inbox.whole(file.toFile())).isTrue();
  }

  @Test
  void aFileOfManyLinesMayTakeLongAndNoneOfThemMay() throws IOException {
    var line = new String(plan().bytes(), UTF_8) + "\n";
    var hung = new ArrayList<Duration>();
    whileStoring =
        () -> {
          nanoTime.addAndGet(Duration.ofMinutes(9).toNanos());
          for (var longest : List.of(Duration.ofMinutes(8), Duration.ofMinutes(10))) {
            if (inbox.hangsFor(longest)) {
              hung.add(longest);
            }
          }
        };

    inbox.take(put("a.ndjson", line.repeat(3)).toFile());

    assertThat(hung).containsOnly(Duration.ofMinutes(8)).hasSize(3);
    assertThat(inbox.hangsFor(Duration.ofNanos(-1))).as("when it is taken").isFalse();
  }

  @Test
  void aNameThatNoPathCanNameIsToldOnce() throws IOException {
    var named = put("a\\..\\b.json", plan().bytes());

    assertThat(inbox.whole(named.toFile())).isFalse();
    assertThat(inbox.whole(named.toFile())).isFalse();

    assertThat(told()).hasSize(1);
    Files.delete(named);
    refused.review();
    assertThat(told()).isEmpty();
  }

  @Test
  void aNameThatIsNotUtf8IsToldOnce() throws IOException, InterruptedException {
    var inboxDirectory = directory.resolve("inbox").toFile();
    var made =
        new ProcessBuilder("sh", "-c", "printf 1 > \"$(printf 'a\\351.json')\"")
            .directory(inboxDirectory)
            .start()
            .waitFor();
    assertThat(made).isZero();

    for (var look = 0; look < 2; look++) {
      for (var file : inboxDirectory.listFiles()) {
        assertThat(inbox.whole(file)).isFalse();
      }
    }

    assertThat(told()).hasSize(1);
  }

  @Test
  void anInboxThatWasTakenAwayIsMadeAnew() throws IOException {
    Files.delete(directory.resolve("inbox"));

    inbox.ready();

    assertThat(names("inbox")).isEmpty();
  }
}
