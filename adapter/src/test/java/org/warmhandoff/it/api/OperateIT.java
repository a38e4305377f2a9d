package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.Main;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.Rights;

/** An operator at work on an adapter whose partners are all away. */
class OperateIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path home;

  private static Adapter adapter;
  private static Path config;

  @BeforeAll
  static void aPlanWaitsForPartnersThatAreAway() throws IOException, InterruptedException {
    var setting = Setting.alone(home).delivery("first-pause: 100ms", "longest-pause: 1h");
    config = Served.written(setting);
    adapter = Adapter.start(setting.config());
    var program = Caller.program(adapter.port());
    for (var file : List.of("participants/P-1001.v1.json", "plans/CP-2001.v1.json")) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(config, adapter.port(), arguments);
  }

  private static JsonNode json(String... arguments) {
    var said = run(arguments);
    assertThat(said.exit()).as(said.err()).isLessThan(2);
    return Fixtures.json(said.out());
  }

  private static long delivery(String partner) {
    return json("deliveries", "--partner", partner, "--json")
        .path("deliveries")
        .path(0)
        .path("delivery")
        .asLong();
  }

  @Test
  void deliveriesAreListedByPartnerStateAndParticipant() {
    var listed = run("deliveries", "--participant", "P-1001", "--state", "waiting");

    assertThat(listed.exit()).isZero();
    assertThat(listed.out()).contains("primary-care", "crisis-plan CP-2001", "waiting");
    assertThat(run("deliveries", "--state", "delivered").out()).contains("No such delivery.");
    assertThat(run("deliveries", "--state", "gone").exit()).isEqualTo(1);
    assertThat(run("deliveries", "--state", "gone").err()).contains("needs-person");
  }

  @Test
  void whatIsAskedOfAPartnerThatNobodyKnowsIsRefused() {
    for (var asked :
        List.of(
            new String[] {"deliveries", "--partner", "nobody"},
            new String[] {"match", "nobody", "P-1001"},
            new String[] {"match", "nobody", "P-1001", "--undo"},
            new String[] {"probe", "no body?"},
            new String[] {"retry", "--partner", "nobody"})) {
      var said = run(asked);

      assertThat(said.exit()).as(asked[0]).isEqualTo(1);
      assertThat(said.err().lines()).as(asked[0]).hasSize(1);
      assertThat(said.err()).startsWith("warm-handoff: the adapter says 404: No partner of that");
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void anIdMayHoldAnyCharacter() {
    var said = run("match", "psychiatry", "P 1001+ä");

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines()).containsExactly("Not decided who P 1001+ä is at psychiatry.");
  }

  @Test
  void aDeliveryShowsWhatWasDoneAndSaidInEveryAttempt() {
    var id = delivery("primary-care");
    await()
        .atMost(SOON)
        .until(
            () ->
                !json("show", "" + id, "--json")
                    .path("attempts")
                    .path(0)
                    .path("note")
                    .isMissingNode());

    var shown = run("show", "" + id);

    assertThat(shown.out())
        .contains("partner        primary-care", "attempt 1", "could not be reached");
    assertThat(run("show", "999999").err()).contains("no delivery of that number");
  }

  @Test
  void aPartnerThatIsAwayIsOneItemThatSomebodyMarksAsSeen() {
    await().atMost(SOON).until(() -> run("attention").out().contains("primary-care"));
    var items = json("attention", "--json").path("items");
    var down =
        StreamSupport.stream(items.spliterator(), false)
            .filter(item -> item.path("partner").asText().equals("primary-care"))
            .toList();

    assertThat(down).hasSize(1);
    assertThat(down.get(0).path("reason").asText()).isEqualTo("down");
    assertThat(run("attention", "--seen", down.get(0).path("id").asText()).out()).contains("desk");
  }

  @Test
  void whatIsCancelledIsReleasedAgainAndADryRunChangesNothing() {
    var id = "" + delivery("crisis-center");
    await().atMost(SOON).until(() -> run("cancel", id, "--dry-run").exit() == 0);
    assertThat(json("show", id, "--json").path("state").asText()).isEqualTo("waiting");

    await().atMost(SOON).until(() -> run("cancel", id).exit() == 0);
    assertThat(json("show", id, "--json").path("state").asText()).isEqualTo("cancelled");
    var again = run("cancel", id);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).contains("stays: cannot be cancelled: it is cancelled");

    assertThat(run("release", id).out()).contains("cancelled", "waiting");
    assertThat(run("retry", "--partner", "nobody").err()).contains("No partner of that name");
    assertThat(run("retry").err()).contains("name either deliveries");
  }

  @Test
  void aPersonDecidesWhoSomebodyIsAndUndoesIt() {
    assertThat(run("match", "psychiatry", "P-1001").out()).contains("Not decided");

    var decided = run("match", "psychiatry", "P-1001", "--patient", "Patient/9");
    assertThat(decided.out()).contains("P-1001 is Patient/9 at psychiatry, by person", "by desk");

    assertThat(run("match", "psychiatry", "P-1001", "--undo").out())
        .contains("Not decided", "unlinked Patient/9");
    assertThat(run("match", "nobody", "P-1001", "--patient", "Patient/9").err())
        .contains("No partner of that name");
    assertThat(run("match", "psychiatry", "P-9999", "--patient", "Patient/9").err())
        .contains("No participant of that id");
    assertThat(run("match", "psychiatry", "P-1001", "--patient", "Dana").err())
        .contains("Patient/123")
        .doesNotContain("Dana");
  }

  @Test
  void aPartnerIsProbedThroughTheAdapterAndWithoutIt() {
    for (var how :
        List.of(
            new String[] {"probe", "primary-care"},
            new String[] {"probe", "primary-care", "--direct"})) {
      var probed = run(how);

      assertThat(probed.exit()).isEqualTo(1);
      assertThat(probed.out()).contains("primary-care: could not be reached");
    }
    assertThat(run("probe", "nobody", "--direct").exit()).isEqualTo(2);
    assertThat(run("probe", "nobody").err()).contains("No partner of that name");
  }

  @Test
  void thePageOfADeliveryIsWrittenOnceToAFile() throws IOException {
    var file = home.resolve("page.pdf");
    var id = "" + delivery("primary-care");

    assertThat(run("page", id, "--out", file.toString()).exit()).isZero();

    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("%PDF");
    assertThat(Rights.of(file)).isEqualTo("rw-------");
    assertThat(run("page", id, "--out", file.toString()).err()).contains("FileAlreadyExists");
  }

  @Test
  void withoutAnAdapterTheCommandSaysSo() {
    var alone =
        Main.commandLine()
            .setErr(new PrintWriter(new StringWriter()))
            .execute("attention", "--config", config.toString(), "--url", "http://127.0.0.1:1");

    assertThat(alone).isEqualTo(2);
  }
}
