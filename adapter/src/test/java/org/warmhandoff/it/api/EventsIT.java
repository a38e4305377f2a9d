package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.events.ListeningProgram;
import org.warmhandoff.events.ListeningProgram.Told;
import org.warmhandoff.events.ListeningProgram.Way;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.SettableClock;

/** The program is told: it pulls, it listens, it has a webhook, it reads files. */
class EventsIT {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path home;

  private Setting telling(ListeningProgram program) {
    return Setting.alone(home)
        .events(
            "file: { directory: events }",
            "webhooks:",
            "  - name: program",
            "    url: " + program.url(),
            "    secrets: [" + SECRET + "]",
            "    types: [match.decided, match.undone]");
  }

  private static void comes(int port) throws IOException, InterruptedException {
    var answer =
        Caller.program(port)
            .submit(Fixtures.bytes(Fixtures.tree("participants/P-1001.v1.json").put("id", "P-9")));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private static void decides(int port, int patient) throws IOException, InterruptedException {
    assertThat(
            Caller.with(port, Setting.DESK)
                .call(
                    "PUT",
                    "/api/v1/matches/psychiatry/P-9",
                    "{\"patient\": \"Patient/" + patient + "\"}")
                .statusCode())
        .isBetween(200, 204);
  }

  private static List<String> types(List<Told> told) {
    return told.stream().map(one -> Fixtures.json(one.body()).path("type").asText()).toList();
  }

  @Test
  void whatHappensIsToldByWebhookByFileAndToWhoeverPullsAndNothingIsLostByAStop() throws Exception {
    try (var program = ListeningProgram.start()) {
      program.always(Way.BREAKS);
      var setting = telling(program);
      try (var adapter = Adapter.start(setting.config())) {
        comes(adapter.port());
        decides(adapter.port(), 77);
        await().atMost(SOON).until(() -> !program.asked().isEmpty());
      }
      program.always(Way.TAKES);
      try (var adapter = Adapter.start(setting.config())) {
        decides(adapter.port(), 78);
        await().atMost(SOON).until(() -> program.taken().size() >= 2);

        assertThat(types(program.taken())).containsOnly("org.warmhandoff.match.decided");
        assertThat(program.taken()).allMatch(told -> told.isSignedBy(SECRET));
        var pulled = Caller.program(adapter.port()).get("/api/v1/events?limit=1000");
        assertThat(pulled.headers().firstValue("Content-Type"))
            .hasValueSatisfying(
                type -> assertThat(type).startsWith("application/cloudevents-batch+json"));
        assertThat(pulled.body())
            .contains(program.taken().get(0).id(), program.taken().get(1).id())
            .doesNotContain("Patient/77", "Dana");
        await()
            .atMost(SOON)
            .until(
                () ->
                    Files.exists(events())
                        && Files.readString(events()).contains(program.taken().get(1).id()));
        assertThat(Files.readAllLines(events()))
            .hasSameSizeAs(Fixtures.json(pulled.body()))
            .allMatch(line -> Fixtures.json(line).path("specversion").asText().equals("1.0"));
      }
    }
  }

  private Path events() {
    return home.resolve("events/events.ndjson");
  }

  @Test
  void whoeverListensHearsWhatComesAndGoesOnWhereItWas() throws Exception {
    try (var program = ListeningProgram.start();
        var adapter = Adapter.start(telling(program).config())) {
      comes(adapter.port());
      decides(adapter.port(), 77);
      var first = listens(adapter.port(), "0", "match.decided");
      decides(adapter.port(), 78);

      var second = listens(adapter.port(), first, "match.decided");

      assertThat(Long.parseLong(second)).isGreaterThan(Long.parseLong(first));
      assertThat(Caller.program(adapter.port()).get("/api/v1/events?after=99999").statusCode())
          .isEqualTo(400);
      assertThat(Caller.monitoring(adapter.port()).get("/api/v1/events").statusCode())
          .isEqualTo(403);
    }
  }

  /** Listens until it hears of that type; the id of the event. */
  private static String listens(int port, String lastKnown, String type) throws Exception {
    try (var lines = stream(port, lastKnown)) {
      var id = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        id = line.startsWith("id: ") ? line.substring(4) : id;
        if (line.equals("event: org.warmhandoff." + type)) {
          return id;
        }
      }
    }
    throw new AssertionError("the stream ended before");
  }

  private static BufferedReader stream(int port, String lastKnown) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
            .header("Authorization", "Bearer " + Setting.PROGRAM)
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", lastKnown)
            .timeout(SOON)
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  @Test
  void aStreamEndsWhereTheClockWasPutBackAndWhoeverListensComesAgain() throws Exception {
    var clock = new SettableClock(Instant.now().toString());
    try (var adapter = Adapter.start(Setting.alone(home).config(), clock);
        var lines = stream(adapter.port(), "0")) {
      assertThat(lines.readLine()).isEqualTo(": still here");

      clock.pass(Duration.ofHours(-2));

      assertThat(CompletableFuture.supplyAsync(() -> lines.lines().toList()))
          .as("else it would be silent, and hold its place, for two hours")
          .succeedsWithin(SOON);
      try (var again = stream(adapter.port(), "0")) {
        assertThat(again.readLine()).isEqualTo(": still here");
      }
    }
  }

  @Test
  void anOperatorSeesWebhooksTellsOneOnceMoreAndAgain() throws Exception {
    try (var program = ListeningProgram.start();
        var adapter = Adapter.start(telling(program).config())) {
      comes(adapter.port());
      decides(adapter.port(), 77);
      await().atMost(SOON).until(() -> program.taken().size() == 1);
      var file =
          Files.writeString(home.resolve("c.yaml"), telling(program).port(adapter.port()).yaml());

      var replayed =
          CommandRun.of(
              file,
              adapter.port(),
              "events",
              "replay",
              "--webhook",
              "program",
              "--since",
              "2020-01-01");
      await().atMost(SOON).until(() -> program.taken().size() == 2);

      assertThat(replayed.out()).contains("told once more to program");
      assertThat(program.taken().get(1).id()).isEqualTo(program.taken().get(0).id());
      program.always(Way.WANTS_NO_MORE);
      decides(adapter.port(), 78);
      await()
          .atMost(SOON)
          .until(
              () ->
                  CommandRun.of(file, adapter.port(), "events", "webhooks")
                      .out()
                      .contains(" off "));
      program.always(Way.TAKES);
      assertThat(CommandRun.of(file, adapter.port(), "events", "resume", "program").out())
          .contains("is told again");
      await().atMost(SOON).until(() -> program.taken().size() == 3);
      assertThat(CommandRun.of(file, adapter.port(), "events", "list").out())
          .contains("org.warmhandoff.match.decided");
      assertThat(CommandRun.of(file, adapter.port(), "events", "resume", "nobody").err())
          .contains("No webhook of that name");
    }
  }
}
