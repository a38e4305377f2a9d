package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;

/**
 * Partners behind a gateway that gives up, while the system behind it goes on and carries writes
 * out seconds later: in the end each shows the last version of every record, once.
 */
class LateWritesIT {

  private static final long SEED = 20261127;
  private static final int PEOPLE = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String NAMESPACE = "https://id.late-writes.example";

  /** So much earlier than the doubt ends that a busy machine, too, has carried them out by then. */
  private static final String FAULTS =
      """
      {"seed": %d, "lateFromMillis": 500, "lateToMillis": 4000,
       "rates": {"late": 0.15, "late-reset": 0.05}}
      """;

  @TempDir private Path home;

  private Simulated partners;
  private InventedRecords load;

  @BeforeEach
  void gatewaysGiveUp() {
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

  private Path config() throws IOException {
    return Files.writeString(
        home.resolve("warm-handoff.yaml"),
        """
        program: {namespace: %s, name: Bridgewater Virtual IOP}
        server: {port: 0}
        access:
          - {name: program, token: %s, roles: [submit, read]}
          - {name: desk, token: %s, roles: [operate]}
        store: {directory: data}
        delivery:
          {poll: 200ms, lease: 10s, doubt: 8s, first-pause: 200ms, longest-pause: 2s}
        partners:
        %s%s%s\
        """
            .formatted(
                NAMESPACE,
                Setting.PROGRAM,
                Setting.DESK,
                partner("psychiatry", "plain"),
                partner("primary-care", "epic-like"),
                partner("crisis-center", "oracle-like")));
  }

  private String partner(String name, String persona) {
    return """
      - name: %1$s
        roles: [%1$s]
        base-url: %2$s
        persona: %3$s
        identifier-systems: ["https://%1$s.example/mrn"]
        limits: {parallel: 6}
        timeouts: {connect: 1s, answer: 3s}
    """
        .formatted(name, partners.base(name), persona);
  }

  @Test
  void whatIsCarriedOutLateIsNeverWhatAPartnerShowsInTheEnd()
      throws IOException, InterruptedException {
    try (var served = Served.start(home, config())) {
      var program = Caller.program(served.port());
      var records = load.records();
      for (var from = 0; from < records.size(); from += 20) {
        var batch = records.subList(from, Math.min(from + 20, records.size()));
        assertThat(program.post(Caller.NDJSON, InventedRecords.lines(batch)).statusCode())
            .isEqualTo(200);
      }
      await("nothing waits, and nothing is looked at again")
          .atMost(PATIENCE)
          .during(Duration.ofSeconds(8))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> waiting(served) == 0);
    }

    assertThat(lateWrites()).as("some were carried out late").isGreaterThan(5);
    var there = new InTheEnd(partners, NAMESPACE);
    there.everythingIsThereInItsLastVersion(load.expected());
    for (var partner : InventedRecords.PARTNERS) {
      var report = partners.report(partner, NAMESPACE);
      assertThat(report.path("sideBySide")).as("side by side at %s", partner).isEmpty();
      assertThat(report.path("duplicates")).as("twice at %s", partner).isEmpty();
      assertThat(InTheEnd.endsOlder(report)).as("older in the end at %s", partner).isEmpty();
    }
  }

  private int lateWrites() {
    return InventedRecords.PARTNERS.stream()
        .mapToInt(name -> partners.report(name, NAMESPACE).path("late").size())
        .sum();
  }

  private static int waiting(Served served) throws IOException, InterruptedException {
    var desk = Caller.with(served.port(), Setting.DESK);
    var answer = desk.get("/api/v1/deliveries?state=waiting&limit=10");
    return Fixtures.json(answer.body()).path("deliveries").size();
  }
}
