package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;

/**
 * The records of many people, some ten each, to three partners of different kinds, which fail at
 * random, while the process is killed or its database goes away: in the end each partner holds each
 * logical resource once, at its last version, and never saw an older one after a newer one but
 * where an emergency did not wait for a write that came late.
 *
 * <p>Two thousand records and more deaths by {@code -Dunder-fire.people=200
 * -Dunder-fire.deaths=100}, as the profile {@code fuzz} sets them.
 */
class UnderFireIT {

  private static final long SEED = 20261122;
  private static final int PEOPLE = Integer.getInteger("under-fire.people", 14);
  private static final int RECORDS_OF_EACH = 10;
  private static final int DEATHS = Integer.getInteger("under-fire.deaths", 3);
  private static final int BATCH = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String NAMESPACE = "https://id.under-fire.example";
  private static final String FAULTS =
      """
      {"seed": %d, "hangMillis": 1200, "downMillis": 400,
       "lateFromMillis": 300, "lateToMillis": 3500,
       "rates": {"error-500": 0.01, "error-503": 0.01, "error-429": 0.005, "hang-reset": 0.003,
                 "down": 0.003, "hang-before": 0.003, "lost-500": 0.01, "reset": 0.02,
                 "half": 0.01, "hang-after": 0.003, "garbage": 0.005, "late": 0.005}}
      """;

  @TempDir private Path home;

  private final Random random = new Random(SEED);
  private Simulated partners;
  private InventedRecords load;
  private Path config;

  @BeforeEach
  void partnersFailAtRandom() {
    partners =
        Simulated.start(
            PEOPLE, "psychiatry=whole", "primary-care=epic-like", "crisis-center=oracle-like");
    load = new InventedRecords(partners, SEED);
    InventedRecords.PARTNERS.forEach(
        name -> partners.faults(name, FAULTS.formatted(SEED + name.length())));
  }

  @AfterEach
  void stop() {
    partners.close();
  }

  private void write(String store) throws IOException {
    config =
        Files.writeString(
            home.resolve("warm-handoff.yaml"),
            """
            program: {namespace: %s, name: Bridgewater Virtual IOP}
            server: {port: 0}
            access:
              - {name: program, token: %s, roles: [submit, read]}
              - {name: desk, token: %s, roles: [operate]}
            store:
            %s
            delivery:
              {poll: 200ms, lease: 8s, doubt: 4s, first-pause: 200ms, longest-pause: 2s}
            partners:
            %s%s%s\
            """
                .formatted(
                    NAMESPACE,
                    Setting.PROGRAM,
                    Setting.DESK,
                    store.indent(2).stripTrailing(),
                    partner("psychiatry", "psychiatry", "plain"),
                    partner("primary-care", "primary-care", "epic-like"),
                    partner("crisis-center", "crisis-center", "oracle-like")));
  }

  private String partner(String name, String role, String persona) {
    return """
      - name: %s
        roles: [%s]
        base-url: %s
        persona: %s
        identifier-systems: ["https://%s.example/mrn"]
        limits: {parallel: 6}
        timeouts: {connect: 1s, answer: 3s}
    """
        .formatted(name, role, partners.base(name), persona, name);
  }

  @Test
  void everyPartnerHoldsEveryRecordOnceThoughTheProcessIsKilledOverAndOver()
      throws IOException, InterruptedException {
    write("directory: data");
    var left = new ArrayDeque<>(load.records());
    assertThat(left).hasSizeGreaterThanOrEqualTo(PEOPLE * RECORDS_OF_EACH);
    var share = left.size() / DEATHS;
    for (var death = 0; death < DEATHS; death++) {
      try (var served = Served.start(home, config)) {
        submitAndKill(left, Math.max(0, left.size() - share), served, 300 + random.nextInt(2500));
      }
    }
    try (var served = Served.start(home, config)) {
      submitPatiently(left, 0, Caller.program(served.port()));
      arrives(served);
    }
  }

  /** What was not answered is submitted again: the same records, so nothing comes of it twice. */
  private static void submitAndKill(Queue<RecordSheet> left, int until, Served served, long millis)
      throws InterruptedException {
    var killed =
        CompletableFuture.runAsync(
            served::kill, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    try {
      submit(left, until, Caller.program(served.port()));
    } catch (IOException unanswered) {
      assertThat(killed).succeedsWithin(Duration.ofSeconds(10));
    }
    killed.join();
  }

  private static void submit(Queue<RecordSheet> left, int until, Caller program)
      throws IOException, InterruptedException {
    while (left.size() > until) {
      var batch = new ArrayList<>(left).subList(0, Math.min(BATCH, left.size()));
      var answer = program.post(Caller.NDJSON, InventedRecords.lines(batch));
      if (answer.statusCode() == 503) {
        throw new HttpTimeoutException("the store is away");
      }
      for (var line : answer.body().lines().toList()) {
        var status = Fixtures.json(line).path("status").asInt();
        if (status == 503) {
          throw new HttpTimeoutException("the store went away");
        }
        assertThat(status).as(line).isEqualTo(202);
      }
      batch.forEach(taken -> left.remove());
    }
  }

  @Test
  void everyPartnerHoldsEveryRecordOnceThoughTheDatabaseGoesAwayOverAndOver()
      throws IOException, InterruptedException {
    var directory = home.resolve("postgres");
    var postgres = start(directory, 0);
    var port = postgres.getPort();
    write(
        """
        postgresql:
          url: jdbc:postgresql://127.0.0.1:%d/postgres
          user: postgres
          password: postgres
        """
            .formatted(port));
    var left = new ArrayDeque<>(load.records());
    var stops = Math.max(2, DEATHS / 4);
    var share = left.size() / stops;
    try (var served = Served.start(home, config)) {
      for (var stop = 0; stop < stops; stop++) {
        submitPatiently(left, Math.max(0, left.size() - share), Caller.program(served.port()));
        postgres.close();
        submitInVain(left, Caller.program(served.port()));
        postgres = start(directory, port);
      }
      submitPatiently(left, 0, Caller.program(served.port()));
      arrives(served);
    } finally {
      postgres.close();
    }
  }

  /** As the program does: what was not accepted is submitted again until it is. */
  private static void submitPatiently(Queue<RecordSheet> left, int until, Caller program) {
    await("the store is back")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              submit(left, until, program);
              return true;
            });
  }

  private static EmbeddedPostgres start(Path directory, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setPort(port)
        .start();
  }

  private static void submitInVain(Queue<RecordSheet> left, Caller program)
      throws IOException, InterruptedException {
    if (!left.isEmpty()) {
      var answer = program.submit(left.element().bytes());
      assertThat(answer.statusCode()).isEqualTo(503);
    }
  }

  /** The partners are well from now on. */
  private void arrives(Served served) {
    var dealt = new HashMap<String, JsonNode>();
    InventedRecords.PARTNERS.forEach(name -> dealt.put(name, partners.faultsDealt(name)));
    InventedRecords.PARTNERS.forEach(partners::noFaults);
    await("nothing waits, nor is anything looked at again")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(6))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> waiting(served) == 0);

    // how many requests there were by then goes by how fast the machine is
    dealt.forEach((name, faults) -> assertThat(faults.size()).as(name).isGreaterThan(2));
    assertThat(kinds(dealt.values())).hasSizeGreaterThan(5);
    var there = new InTheEnd(partners, NAMESPACE);
    there.everythingIsThereInItsLastVersion(load.expected());
    there.nothingWentWrongOnTheWay();
  }

  private static Set<String> kinds(Collection<JsonNode> dealt) {
    var kinds = new TreeSet<String>();
    dealt.forEach(faults -> faults.fieldNames().forEachRemaining(kinds::add));
    return kinds;
  }

  private static int waiting(Served served) throws IOException, InterruptedException {
    var desk = Caller.with(served.port(), Setting.DESK);
    var answer = desk.get("/api/v1/deliveries?state=waiting&limit=10");
    return Fixtures.json(answer.body()).path("deliveries").size();
  }
}
