package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.cli.demo.ProgramApi;
import org.warmhandoff.cli.demo.Submitting;

/**
 * Nothing of anybody's life stands where operators look: logs, metrics, problems, file names.
 * Whatever the environment says: it wants everything logged, twice, and a second port.
 */
class NoPhiIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<String> LOUD =
      List.of(
          "ROOT",
          "ORG_APACHE_HTTP",
          "ORG_APACHE_HTTP_WIRE",
          "ORG_APACHE_HTTP_HEADERS",
          "ORG_SPRINGFRAMEWORK_WEB",
          "ORG_SPRINGFRAMEWORK_JDBC",
          "ORG_APACHE_CAMEL",
          "ORG_APACHE_COYOTE",
          "CA_UHN_FHIR",
          "ORG_WARMHANDOFF");

  /** All that an operator can make louder. */
  private static final String[] AS_LOUD_AS_IT_GETS = {
    "intake: debug", "delivery: debug", "matching: debug", "partners: debug", "access: debug"
  };

  @TempDir private Path home;

  private Path log;
  private Map<String, String> environment;
  private String[] jvm;

  @BeforeEach
  void theEnvironmentWantsEverything() throws IOException {
    log = home.resolve("adapter.log");
    environment = new HashMap<>();
    LOUD.forEach(name -> environment.put("LOGGING_LEVEL_" + name, "TRACE"));
    environment.putAll(
        Map.of(
            "DEBUG", "true",
            "TRACE", "true",
            "LOGGING_FILE_NAME", log.toString(),
            "LOG_FILE", log.toString(),
            "LOGGING_THRESHOLD_CONSOLE", "OFF",
            "MANAGEMENT_SERVER_PORT", "0",
            "MANAGEMENT_SERVER_ADDRESS", "0.0.0.0",
            "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "*"));
    environment.putAll(
        Map.of(
            "SPRING_APPLICATION_JSON",
            "{\"logging\": {\"level\": {\"root\": \"TRACE\"}}}",
            "SPRING_PROFILES_ACTIVE",
            "loud",
            "SPRING_CONFIG_LOCATION",
            home.resolve("application.properties").toString(),
            "SPRING_CONFIG_ADDITIONAL_LOCATION",
            home.resolve("more") + "/",
            "SPRING_CONFIG_IMPORT",
            home.resolve("application.properties").toString(),
            "LOGGING_CONFIG",
            loud().toString()));
    jvm =
        new String[] {
          "-Dlogging.file.name=" + log,
          "-Dlogging.level.root=TRACE",
          "-Dlogback.configurationFile=" + loud(),
          "-Dorg.springframework.boot.logging.LoggingSystem=none",
          "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.SimpleLog",
          "-Dorg.apache.commons.logging.simplelog.defaultlog=trace",
          "-Djavax.net.debug=all",
          "-Dpicocli.trace=DEBUG",
          "-XX:+HeapDumpOnOutOfMemoryError"
        };
    var loud = "logging.level.root=TRACE\nlogging.file.name=" + log + "\n";
    Files.writeString(home.resolve("application.properties"), loud); // where it is started
    Files.writeString(
        Files.createDirectory(home.resolve("config")).resolve("application.properties"), loud);
    Files.writeString(
        Files.createDirectory(home.resolve("more")).resolve("application.properties"), loud);
  }

  private Path loud() throws IOException {
    return Files.writeString(
        home.resolve("logback.xml"),
        """
        <configuration>
          <appender name="file" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>%%msg%%n</pattern></encoder>
          </appender>
          <root level="TRACE"><appender-ref ref="file"/></root>
        </configuration>
        """
            .formatted(log));
  }

  @Test
  void nothingShowsWhileEverythingArrives() throws IOException, InterruptedException {
    var partners = SharedPartners.shared();
    var setting = Setting.with(partners, home).inbox("5s").logging(AS_LOUD_AS_IT_GETS);
    try (var served = Served.start(setting, environment, jvm)) {
      var address = URI.create("http://127.0.0.1:" + served.port());
      var api = new ProgramApi(address, Setting.PROGRAM);
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
      assertThat(served.out()).contains("delivered");
    }
    assertThat(Phi.in(names(home.resolve("data")))).isEmpty();
  }

  @Test
  void nothingShowsWhilePartnersFailAndSayEverythingTheyWereTold()
      throws IOException, InterruptedException {
    try (var echo = new EchoingPartners()) {
      var setting = Setting.alone(home).delivery("first-pause: 5m").logging(AS_LOUD_AS_IT_GETS);
      SharedPartners.NAMES.forEach(name -> setting.behindProxy(name, echo.baseUrl(name)));
      try (var served = Served.start(setting, environment, jvm)) {
        var program = Caller.program(served.port());
        for (var file : Fixtures.inOrder()) {
          assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
        }
        await("every partner was tried")
            .atMost(PATIENCE)
            .until(
                () -> SharedPartners.NAMES.stream().allMatch(name -> echo.saidBy(name).size() > 5));

        nothingShows(served);
        assertThat(served.out()).contains("answered 500", "trying again");
      }
      assertThat(echo.saidBy(SharedPartners.PSYCHIATRY)).anyMatch(one -> !Phi.in(one).isEmpty());
      assertThat(echo.saidBy(SharedPartners.CRISIS_CENTER)).anyMatch(one -> !Phi.in(one).isEmpty());
      assertThat(echo.saidBy(SharedPartners.PRIMARY_CARE))
          .anyMatch(one -> one.startsWith("{\"resource"));
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
    assertThat(served.out()).doesNotContain(Setting.PROGRAM, Setting.DESK, SharedPartners.SESAME);
    assertThat(served.err()).doesNotContain(Setting.PROGRAM, Setting.DESK, SharedPartners.SESAME);
    assertThat(served.out().lines())
        .allMatch(line -> line.contains("\"logger\":\"org.warmhandoff."));
    assertThat(log).doesNotExist();
    assertThat(served.ports()).hasSize(1);
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
