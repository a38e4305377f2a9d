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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/**
 * A partner in trouble costs the others nothing, and routine traffic costs an emergency nothing.
 */
@Tag("timed")
class IsolationIT {

  private static final int PEOPLE = 200;
  private static final int TIMES = 25;
  private static final int ROUTINE = Integer.getInteger("isolation.routine", 1500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Below this a latency is as much the machine's as the line's. */
  private static final long FLOOR_MILLIS = 100;

  @TempDir private Path home;

  private Simulated partners;
  private InventedRecords load;
  private Served served;
  private Caller program;
  private int next;

  @BeforeEach
  void threePartnersThatTakeEverything() throws IOException {
    partners =
        Simulated.start(PEOPLE, "psychiatry=whole", "primary-care=whole", "crisis-center=whole");
    load = new InventedRecords(partners, 1);
    served = Served.start(home, config());
    program = Caller.program(served.port());
  }

  @AfterEach
  void stop() {
    served.close();
    partners.close();
  }

  private Path config() throws IOException {
    var yaml = new StringBuilder();
    yaml.append(
        """
        program: {namespace: https://id.isolation.example, name: Bridgewater Virtual IOP}
        server: {port: 0}
        access:
          - {name: program, token: %s, roles: [submit, read]}
          - {name: desk, token: %s, roles: [operate]}
        store: {directory: data}
        partners:
        """
            .formatted(Setting.PROGRAM, Setting.DESK));
    for (var name : InventedRecords.PARTNERS) {
      yaml.append(
          """
            - name: %s
              roles: [%s]
              base-url: %s
              identifier-systems: ["https://%s.example/mrn"]
              timeouts: {connect: 1s, answer: 5s}
          """
              .formatted(name, name, partners.base(name), name));
    }
    return Files.writeString(home.resolve("warm-handoff.yaml"), yaml);
  }

  private void submit(List<RecordSheet> records) throws IOException, InterruptedException {
    for (var from = 0; from < records.size(); from += 500) {
      var batch = records.subList(from, Math.min(from + 500, records.size()));
      var answer = program.post(Caller.NDJSON, InventedRecords.lines(batch));
      assertThat(answer.body()).doesNotContain("problem");
    }
  }

  @Test
  void aHealthyPartnerIsAsFastAsAloneThoughOneHangsAndAnotherFails()
      throws IOException, InterruptedException {
    submit(load.participants());
    median(TIMES); // warm
    var alone = median(TIMES);

    partners.faults("primary-care", "{\"rates\": {\"hang-reset\": 1.0}, \"hangMillis\": 4000}");
    partners.faults("crisis-center", "{\"rates\": {\"error-500\": 1.0}}");
    submit(plans(TIMES * 4, PEOPLE));
    var beside = median(TIMES);

    assertThat(beside)
        .as("median to psychiatry beside the others' trouble; alone it was %d ms", alone)
        .isLessThanOrEqualTo(2 * Math.max(alone, FLOOR_MILLIS));
    assertThat(partners.faultsDealt("primary-care").path("hang-reset").asInt()).isPositive();
    assertThat(partners.faultsDealt("crisis-center").path("error-500").asInt()).isPositive();
  }

  /** From just before the submission to the partner having it, one plan after the other. */
  private long median(int times) throws IOException, InterruptedException {
    var millis = new ArrayList<Long>();
    for (var time = 0; time < times; time++) {
      var id = "CP-alone-" + next++;
      var from = System.nanoTime();
      assertThat(program.submit(plan(id, time % 50).bytes()).statusCode()).isEqualTo(202);
      await(id)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> isAt("psychiatry", "crisis-plan", id));
      millis.add(Duration.ofNanos(System.nanoTime() - from).toMillis());
    }
    return millis.stream().sorted().skip(times / 2).findFirst().orElseThrow();
  }

  private boolean isAt(String partner, String kind, String id)
      throws IOException, InterruptedException {
    for (JsonNode delivery : program.state(kind, id).path("deliveries")) {
      if (delivery.path("partner").asText().equals(partner)) {
        return delivery.path("state").asText().equals("delivered");
      }
    }
    return false;
  }

  private static RecordSheet plan(String id, int person) {
    return RecordSheets.plan().id(id).with("participantId", "P-" + person);
  }

  private List<RecordSheet> plans(int all, int people) {
    return IntStream.range(0, all).mapToObj(n -> plan("CP-" + next++, n % people)).toList();
  }

  @Test
  void anEmergencyOvertakesThousandsOfRoutineDeliveriesOfTheSamePartner()
      throws IOException, InterruptedException {
    InventedRecords.PARTNERS.forEach(name -> partners.call("POST", name + "/shut", ""));
    submit(load.participants());
    submit(plans(ROUTINE, PEOPLE));
    InventedRecords.PARTNERS.forEach(name -> partners.call("POST", name + "/open", ""));
    submit(
        List.of(
            RecordSheets.event()
                .id("CE-now")
                .with("participantId", "P-7")
                .with("severity", "emergency")));

    await("the emergency is there")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isAt("psychiatry", "crisis-event", "CE-now"));

    assertThat(delivered("psychiatry")).isLessThan(ROUTINE / 10);
  }

  private int delivered(String partner) throws IOException, InterruptedException {
    var desk = Caller.with(served.port(), Setting.DESK);
    var answer =
        desk.get("/api/v1/deliveries?state=delivered&limit=1000&partner=" + partner).body();
    return Fixtures.json(answer).path("deliveries").size();
  }
}
