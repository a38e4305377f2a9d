package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;

/** Records as files. */
class InboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir private static Path home;

  private static Path inbox;
  private static Path done;
  private static Path refused;
  private static Adapter adapter;

  @BeforeAll
  static void start() {
    var setting = Setting.alone(home).delivery("first-pause: 1m").inbox("5m");
    inbox = setting.handoff().resolve("inbox");
    done = setting.handoff().resolve("done");
    refused = setting.handoff().resolve("refused");
    adapter = Adapter.start(setting.config());
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @Test
  void aGoodFileIsDone() throws IOException, InterruptedException {
    Files.write(inbox.resolve("one.json"), Fixtures.bytes(participant("P-7301")));

    awaitFile(done.resolve("one.json"));
    assertThat(inbox.resolve("one.json")).doesNotExist();
    assertThat(refused.resolve("one.json")).doesNotExist();
    isAccepted("P-7301");
  }

  @Test
  void aBadFileIsRefusedWithItsProblemsBesideItAndNoValueInThem() throws IOException {
    Files.write(inbox.resolve("bad.json"), Fixtures.bytes("invalid/two-faults.json"));

    awaitFile(refused.resolve("bad.json"));
    var problems = Files.readString(refused.resolve("bad.json.problems.json"));
    assertThat(Fixtures.json(problems).findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/sex", "/contact/language");
    assertThat(problems).doesNotContain("English please", "Testa", "Nadia", "1980-05-06");
    assertThat(inbox.resolve("bad.json")).doesNotExist();
    assertThat(done.resolve("bad.json")).doesNotExist();
  }

  @Test
  void theGoodLinesOfAFileAreTakenAndTheBadOnesTold() throws IOException, InterruptedException {
    Files.writeString(
        inbox.resolve("lines.ndjson"),
        participant("P-7302") + "\n" + "{\"kind\": \"oops\n" + participant("P-7303") + "\n");

    awaitFile(refused.resolve("lines.ndjson"));
    var problems = Fixtures.json(Files.readString(refused.resolve("lines.ndjson.problems.json")));
    assertThat(problems).hasSize(1);
    assertThat(problems.at("/0/line").asInt()).isEqualTo(2);
    isAccepted("P-7302");
    isAccepted("P-7303");
  }

  @Test
  void aHalfWrittenFileIsLeftAloneUntilItIsFinished() throws IOException, InterruptedException {
    var record = participant("P-7304").toString();
    var half = inbox.resolve("half.json");
    Files.writeString(half, record.substring(0, record.length() / 2));

    theInboxLooksSeveralTimes();
    assertThat(half).exists();

    Files.writeString(half, record.substring(record.length() / 2), StandardOpenOption.APPEND);
    awaitFile(done.resolve("half.json"));
    isAccepted("P-7304");
  }

  @Test
  void aFileOfAnotherEndingIsNeverTaken() throws IOException {
    var part = inbox.resolve("record.json.part");
    Files.write(part, Fixtures.bytes(participant("P-7305")));

    theInboxLooksSeveralTimes();

    assertThat(part).exists();
  }

  @Test
  void aSecondFileOfTheSameNameDoesNotWriteOverTheFirst() throws IOException {
    for (var id : new String[] {"P-7306", "P-7307"}) {
      Files.write(inbox.resolve("same.json"), Fixtures.bytes(participant(id)));
      await("taken").atMost(PATIENCE).until(() -> Files.notExists(inbox.resolve("same.json")));
    }

    assertThat(Files.readString(done.resolve("same.json"))).contains("P-7306");
    assertThat(Files.readString(done.resolve("same-2.json"))).contains("P-7307");
  }

  /** Whole files come and go: each shows that the inbox was looked through once more. */
  private static void theInboxLooksSeveralTimes() throws IOException {
    for (var look = 0; look < 3; look++) {
      var name = UUID.randomUUID() + ".json";
      Files.writeString(inbox.resolve(name), "{}");
      awaitFile(refused.resolve(name));
    }
  }

  private static void awaitFile(Path file) {
    await(file.getFileName() + " is there").atMost(PATIENCE).until(() -> Files.exists(file));
  }

  private void isAccepted(String id) throws IOException, InterruptedException {
    var state = Caller.program(adapter.port()).state("participant", id);
    assertThat(state.path("version").asInt()).isEqualTo(1);
  }

  private static ObjectNode participant(String id) {
    return Fixtures.tree("participants/P-1001.v1.json").put("id", id);
  }
}
