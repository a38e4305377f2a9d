package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/**
 * Two partners answer what means harm, somebody sends and files such things, and after each of them
 * the adapter takes an emergency and has it at the healthy partner within five seconds, in the heap
 * that the launcher gives it. Nothing hostile is accepted, and nothing of it shows in the log.
 *
 * <p>More rounds by {@code -Dattack.rounds=20}, as the profile {@code fuzz} sets them.
 */
@Tag("timed")
class UnderAttackIT {

  private static final long SEED = Long.getLong("fuzz.seed", 20261127);
  private static final int ROUNDS = Integer.getInteger("attack.rounds", 1);
  private static final int PEOPLE = 60;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] JVM = {
    "-Xmx224m", "-XX:+ExitOnOutOfMemoryError", "-XX:-HeapDumpOnOutOfMemoryError"
  };

  @TempDir private Path home;

  private final Random random = new Random(SEED);
  private final List<HostilePartner> hostile = new ArrayList<>();
  private final List<Long> latencies = new ArrayList<>();
  private Simulated partners;
  private Served served;
  private Caller program;
  private int people;
  private int events;
  private int sent;
  private int submitted;

  @BeforeEach
  void onePartnerIsWellAndTwoAreNot() throws IOException, InterruptedException {
    partners =
        Simulated.start(PEOPLE, "psychiatry=whole", "primary-care=whole", "crisis-center=whole");
    for (var name : List.of("primary-care", "crisis-center")) {
      hostile.add(new HostilePartner(partners.base(name)));
    }
    served = Served.start(home, config(), JVM);
    program = Caller.program(served.port());
    submit(load().get(people++));
    isDelivered("the first one", PATIENCE);
  }

  @AfterEach
  void stop() {
    served.close();
    hostile.forEach(HostilePartner::close);
    partners.close();
  }

  private Path config() throws IOException {
    return Files.writeString(
        home.resolve("warm-handoff.yaml"),
        """
        program: {namespace: https://id.attack.example, name: Bridgewater Virtual IOP}
        server: {port: 0}
        access:
          - {name: program, token: %s, roles: [submit, read]}
          - {name: monitoring, token: %s, roles: [observe]}
        intake: {inbox: {directory: handoff, every: 100ms, quiet: 200ms, patience: 1s}}
        store: {directory: data}
        delivery: {poll: 100ms, first-pause: 100ms, longest-pause: 500ms}
        partners:
        %s%s%s\
        """
            .formatted(
                Setting.PROGRAM,
                Setting.MONITORING,
                partner("psychiatry", partners.base("psychiatry").toString()),
                partner("primary-care", hostile.get(0).base().toString()),
                partner("crisis-center", hostile.get(1).base().toString())));
  }

  private static String partner(String name, String base) {
    return """
      - name: %s
        roles: [%s]
        base-url: %s
        identifier-systems: ["https://%s.example/mrn"]
        timeouts: {connect: 1s, answer: 3s}
    """
        .formatted(name, name, base, name);
  }

  private List<RecordSheet> load() {
    return new InventedRecords(partners, SEED).participants();
  }

  private void submit(RecordSheet record) throws IOException, InterruptedException {
    assertThat(program.submit(record.bytes()).statusCode()).isEqualTo(202);
    submitted++;
  }

  @Test
  void afterEveryAttackAnEmergencyArrivesWithinFiveSeconds()
      throws IOException, InterruptedException {
    for (var round = 0; round < ROUNDS; round++) {
      for (var such : HostileAnswers.values()) {
        partnersAnswer(such);
        isDelivered("answered with " + such, SOON);
      }
      for (var such : HostileRequests.values()) {
        var answers = such.send(served.port(), random);
        assertThat(answers).as(such.name()).noneMatch(one -> one.startsWith("HTTP/1.1 202"));
        sent++;
        isDelivered("asked " + such, SOON);
      }
      for (var such : HostileFiles.values()) {
        such.put(home.resolve("handoff/inbox"), random);
        sent++;
        isDelivered("filed " + such, SOON);
      }
    }

    nothingWasAcceptedButOurs();
    assertThat(served.out() + served.err())
        .doesNotContain(
            HostileAnswers.CANARY,
            "\u001b",
            "OutOfMemoryError",
            Setting.PROGRAM,
            Setting.MONITORING);
    tell();
  }

  /** Somebody new is looked for there, and whatever waits is tried again. */
  private void partnersAnswer(HostileAnswers such) throws IOException, InterruptedException {
    var before = hostile.stream().mapToInt(HostilePartner::hostile).sum();
    hostile.forEach(one -> one.answers(such, random.nextLong()));
    submit(load().get(people % PEOPLE).version(1 + people / PEOPLE));
    submit(
        RecordSheets.plan()
            .id("CP-" + people)
            .with("participantId", "P-" + people % PEOPLE)
            .version(1));
    people++;
    try {
      await(such.name())
          .atMost(PATIENCE)
          .until(() -> hostile.stream().mapToInt(HostilePartner::hostile).sum() >= before + 4);
    } catch (ConditionTimeoutException unasked) {
      throw new AssertionError(such + " was never answered: nobody asks any more", unasked);
    }
  }

  /** An emergency, from just before its submission to the healthy partner having it. */
  private void isDelivered(String after, Duration within) throws IOException, InterruptedException {
    var id = "CE-" + events++;
    var from = System.nanoTime();
    submit(RecordSheets.event().id(id).with("participantId", "P-0").with("severity", "emergency"));
    await(id + " after: " + after)
        .atMost(within)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isAt("psychiatry", id));
    latencies.add(Duration.ofNanos(System.nanoTime() - from).toMillis());
  }

  private boolean isAt(String partner, String event) throws IOException, InterruptedException {
    for (JsonNode delivery : program.state("crisis-event", event).path("deliveries")) {
      if (delivery.path("partner").asText().equals(partner)) {
        return delivery.path("state").asText().equals("delivered");
      }
    }
    return false;
  }

  private void nothingWasAcceptedButOurs() throws IOException, InterruptedException {
    var metrics = Caller.monitoring(served.port()).get("/actuator/prometheus").body();
    assertThat(metrics.lines().filter(line -> line.contains("answer=\"accepted\"")))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(" " + submitted + ".0"));
  }

  private void tell() throws IOException {
    var sorted = latencies.stream().sorted().toList();
    System.out.printf(
        "Under attack: %d hostile answers, %d requests and files of %d kinds; an emergency in %d ms"
            + " (median), %d ms at most; %d MB at most%n",
        hostile.stream().mapToInt(HostilePartner::hostile).sum(),
        sent,
        HostileRequests.values().length + HostileFiles.values().length,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() - 1),
        served.peakMemory() / (1024 * 1024));
  }
}
