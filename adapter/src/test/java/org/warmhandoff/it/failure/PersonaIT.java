package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/**
 * To partners that do just what a statement says, ours and those of real EHRs: the form that each
 * kind of record takes, over versions, and no request outside the statement.
 */
class PersonaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path REAL = Path.of("../../shared/partners");
  private static final int PEOPLE = 1;

  @TempDir private Path home;

  @ParameterizedTest(name = "{0} as {1}: {2}, {3}, {4}")
  @CsvSource({
    "whole, plain, graph, graph, graph",
    "epic-like, epic-like, parts, parts, parts",
    "oracle-like, oracle-like, document, parts, document",
    "epic-r4.json, epic-like, parts, parts, parts",
    "oracle-health-r4-secure.json, oracle-like, document, parts, document",
    "meditech-r4.json, plain, message, message, message",
    "athenahealth-r4.json, plain, not-needed, by-hand, by-hand"
  })
  void everyKindOfRecordGoesInTheFullestFormAndNothingIsAskedThatIsNotOffered(
      String statement, String persona, String plan, String event, String referral)
      throws IOException, InterruptedException {
    var rules = statement.endsWith(".json") ? REAL.resolve(statement).toString() : statement;
    assumeTrue(
        !statement.endsWith(".json") || Files.exists(Path.of(rules)),
        "the statements of real EHRs are not beside the project");
    try (var partners = Simulated.start(PEOPLE, "psychiatry=" + rules);
        var adapter =
            Adapter.start(new ConfigFile(name -> null).read(yaml(partners, persona), home))) {
      var program = Caller.program(adapter.port());
      for (var record : records(partners)) {
        assertThat(program.submit(record.bytes()).statusCode()).isEqualTo(202);
        await("all have gone")
            .atMost(PATIENCE)
            .until(() -> !delivery(program, record).state().equals("waiting"));
      }

      assertThat(form(program, "crisis-plan", "CP-0")).isEqualTo(plan);
      assertThat(form(program, "crisis-event", "CE-0")).isEqualTo(event);
      assertThat(form(program, "referral", "RF-0")).isEqualTo(referral);
      var report = partners.report("psychiatry", "https://id.persona.example");
      assertThat(report.path("violations")).isEmpty();
      assertThat(report.path("duplicates")).isEmpty();
      assertThat(report.path("backward")).isEmpty();
      assertThat(report.path("sideBySide")).isEmpty();
    }
  }

  /**
   * A plan in three versions, the last of which is over, so that nobody needs it who never had it;
   * an event in two, and a referral.
   */
  private static List<RecordSheet> records(Simulated partners) {
    var records = new ArrayList<>(new InventedRecords(partners, 1).participants());
    var plan = RecordSheets.plan().id("CP-0").with("participantId", "P-0");
    records.add(plan);
    records.add(plan.version(2).with("warningSigns", List.of("Does not sleep")));
    records.add(plan.version(3).with("state", "withdrawn"));
    var event = RecordSheets.event().id("CE-0").with("participantId", "P-0");
    records.add(event);
    records.add(event.version(2).with("severity", "emergency"));
    records.add(
        RecordSheets.referral()
            .id("RF-0")
            .with("participantId", "P-0")
            .with("because", RecordSheet.of("{}").with("planId", "CP-0")));
    return records;
  }

  /** The last version's delivery: how it stands, and its form. */
  private record Delivered(String state, String form) {}

  private static Delivered delivery(Caller program, RecordSheet record)
      throws IOException, InterruptedException {
    var tree = Fixtures.json(record.toString());
    if (tree.path("kind").asText().equals("participant")) {
      return new Delivered("", "");
    }
    return delivery(program, tree.path("kind").asText(), tree.path("id").asText());
  }

  private static Delivered delivery(Caller program, String kind, String id)
      throws IOException, InterruptedException {
    JsonNode last = program.state(kind, id).path("deliveries").path(0);
    return new Delivered(last.path("state").asText(), last.path("form").asText());
  }

  private static String form(Caller program, String kind, String id)
      throws IOException, InterruptedException {
    var delivery = delivery(program, kind, id);
    assertThat(delivery.state()).isIn("delivered", "by-hand", "not-needed");
    return delivery.form().isEmpty() ? delivery.state() : delivery.form();
  }

  private static String yaml(Simulated partners, String persona) {
    return """
    program: {namespace: https://id.persona.example, name: Bridgewater Virtual IOP}
    server: {port: 0}
    access:
      - {name: program, token: %s, roles: [submit, read]}
    store: {directory: data}
    delivery: {poll: 100ms, doubt: 2s, first-pause: 200ms}
    partners:
      - name: psychiatry
        roles: [psychiatry]
        base-url: %s
        persona: %s
        identifier-systems: ["https://psychiatry.example/mrn"]
    """
        .formatted(Setting.PROGRAM, partners.base("psychiatry"), persona);
  }
}
