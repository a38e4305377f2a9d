package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.demo.AdapterApi;
import org.warmhandoff.demo.Submitting;

/** Nothing of anybody's life stands where operators look: logs, metrics, problems, file names. */
class NoPhiIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path home;

  private Path log;

  @BeforeEach
  void logToAFileToo() {
    log = home.resolve("adapter.log");
  }

  @Test
  void nothingShowsWhileEverythingArrives() throws IOException, InterruptedException {
    var partners = Partners.shared();
    var setting = Setting.with(partners, home).inbox("5s");
    try (var served = Served.start(setting, "-Dlogging.file.name=" + log)) {
      var address = URI.create("http://127.0.0.1:" + served.port());
      var api = new AdapterApi(address, Setting.PROGRAM);
      new Submitting(Fixtures.RECORDS, api, setting.handoff()).all(done -> {});
      var problems = problems(served);
      Files.write(
          setting.handoff().resolve("inbox/Maribel Ortiz-Figueroa.json"),
          Fixtures.bytes("invalid/two-faults.json"));
      await("the file is refused")
          .atMost(PATIENCE)
          .until(
              () -> Files.exists(setting.handoff().resolve("refused/Maribel Ortiz-Figueroa.json")));
      new Arrival(partners, setting.namespace, Fixtures.expectations())
          .await(served.port(), PATIENCE);

      nothingShows(served);
      assertThat(problems)
          .hasSizeGreaterThan(15)
          .allSatisfy(one -> assertThat(Phi.in(one)).isEmpty());
      assertThat(Files.readString(log)).contains("delivered");
    }
    assertThat(Phi.in(names(home.resolve("data")))).isEmpty();
  }

  @Test
  void nothingShowsWhilePartnersFailAndSayEverythingTheyWereTold()
      throws IOException, InterruptedException {
    try (var echo = new EchoingPartners()) {
      var setting = Setting.alone(home).delivery("first-pause: 5m");
      Partners.NAMES.forEach(name -> setting.behindProxy(name, echo.baseUrl(name)));
      try (var served = Served.start(setting, "-Dlogging.file.name=" + log)) {
        var program = Caller.program(served.port());
        for (var file : Fixtures.inOrder()) {
          assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
        }
        await("every partner was tried")
            .atMost(PATIENCE)
            .until(() -> Partners.NAMES.stream().allMatch(name -> echo.saidBy(name).size() > 5));

        nothingShows(served);
        assertThat(Files.readString(log)).contains("answered 500", "trying again");
      }
      assertThat(echo.saidBy(Partners.PSYCHIATRY)).anyMatch(one -> !Phi.in(one).isEmpty());
      assertThat(echo.saidBy(Partners.CRISIS_CENTER)).anyMatch(one -> !Phi.in(one).isEmpty());
      assertThat(echo.saidBy(Partners.PRIMARY_CARE)).anyMatch(one -> one.startsWith("{\"resource"));
      assertThat(echo.urls()).isNotEmpty().allSatisfy(one -> assertThat(Phi.in(one)).isEmpty());
    }
    assertThat(Phi.in(names(home))).isEmpty();
  }

  private void nothingShows(Served served) throws IOException, InterruptedException {
    var metrics = Caller.monitoring(served.port()).get("/actuator/prometheus").body();
    var health = Caller.monitoring(served.port()).get("/actuator/health").body();
    assertThat(metrics).contains("warmhandoff_deliveries");
    assertThat(Phi.in(metrics)).isEmpty();
    assertThat(Phi.in(health)).isEmpty();
    assertThat(Phi.in(served.out())).isEmpty();
    assertThat(Phi.in(served.err())).isEmpty();
    assertThat(Phi.in(Files.readString(log))).isEmpty();
  }

  /** The answers to everything invalid, to a conflict, and to what is too large. */
  private static List<String> problems(Served served) throws IOException, InterruptedException {
    var program = Caller.program(served.port());
    var answers = new ArrayList<String>();
    try (var files = Files.list(Fixtures.RECORDS.resolve("invalid"))) {
      for (var file : files.sorted().toList()) {
        answers.add(program.submit(Files.readAllBytes(file)).body());
      }
    }
    for (var file : Fixtures.inOrder()) {
      var other = Fixtures.tree(file).put("recordedAt", "2026-01-01T00:00:00Z");
      answers.add(program.submit(Fixtures.bytes(other)).body());
    }
    answers.add(program.get("/api/v1/records/participant/Ortiz%20").body());
    return answers;
  }

  private static String names(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return String.join("\n", files.map(Path::toString).toList());
    }
  }
}
