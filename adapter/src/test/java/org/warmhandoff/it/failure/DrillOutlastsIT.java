package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** Drills whose process dies without a word, and one of whose partners is gone then. */
class DrillOutlastsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String GONE = "closed-clinic";
  private static final List<String> SENT = List.of("CarePlan", "Flag", "ServiceRequest", "Task");

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final Instant before = Instant.now();

  private Setting setting;

  private static long begun(Caller desk, String partner) throws IOException, InterruptedException {
    var answer = desk.call("POST", "/api/v1/drills", "{\"partner\": \"" + partner + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Fixtures.json(answer.body()).at("/drills/0/id").asLong();
  }

  private static JsonNode report(Caller desk, long drill) throws IOException, InterruptedException {
    return Fixtures.json(desk.get("/api/v1/drills/" + drill).body());
  }

  private static JsonNode whenOver(Caller desk, long drill)
      throws IOException, InterruptedException {
    await("it is over").atMost(PATIENCE).until(() -> report(desk, drill).has("endedAt"));
    return report(desk, drill);
  }

  @Test
  void aDrillOutlastsAKillAndEndsWhereItsPartnerIsGoneThen()
      throws IOException, InterruptedException {
    setting =
        Setting.with(partners, home)
            .creatingPatients()
            .delivery("lease: 10s", "doubt: 11s", "first-pause: 500ms", "longest-pause: 2s")
            .answerWithin("5s")
            .drills("wait-for-answer: 1s", "targets: {plan: 5m, event: 5m, referral: 5m}")
            .alsoPartner(
                "name: " + GONE,
                "roles: [psychiatry, aftercare]",
                "base-url: http://127.0.0.1:1",
                "timeouts: {answer: 5s}");
    long there;
    long gone;
    try (var served = Served.start(setting)) {
      var desk = Caller.with(served.port(), Setting.DESK);
      there = begun(desk, SharedPartners.PSYCHIATRY);
      gone = begun(desk, GONE);
      served.kill();
    }

    try (var served = Served.start(setting.withoutThoseAdded())) {
      var desk = Caller.with(served.port(), Setting.DESK);

      var passed = whenOver(desk, there);
      var failed = whenOver(desk, gone);

      assertThat(passed.path("passed").asBoolean()).as(passed.toString()).isTrue();
      eachIsThereOnceAndTakenBack();
      assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("failed");
      assertThat(failed.path("cleanedUp").asBoolean()).as(failed.toString()).isTrue();
      assertThat(failed.at("/steps/0/note").asText()).contains("not in the configuration any more");
      assertThat(attention(served))
          .filteredOn(item -> item.path("partner").asText().equals(GONE))
          .filteredOn(item -> item.path("reason").asText().equals("drill-missed"))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.path("note").asText())
                    .contains("left the configuration", "configure it again and drill it");
                assertThat(item.path("next").asText()).contains("attention --done");
              });
      assertThat(waiting(desk)).isEmpty();
    }
  }

  private void eachIsThereOnceAndTakenBack() throws IOException, InterruptedException {
    var written =
        partners.writtenSince(SharedPartners.PSYCHIATRY, before).stream()
            .filter(one -> one.toString().contains(setting.namespace))
            .toList();
    assertThat(SENT)
        .allSatisfy(
            type -> {
              var versions =
                  written.stream()
                      .filter(one -> one.path("resourceType").asText().equals(type))
                      .toList();
              assertThat(versions.stream().map(one -> one.path("id").asText()).distinct())
                  .as(type)
                  .hasSize(1);
              assertThat(versions.stream().map(one -> one.path("status").asText()).distinct())
                  .as(type)
                  .hasSize(2);
            });
  }

  private static List<JsonNode> attention(Served served) throws IOException, InterruptedException {
    var answer = Caller.with(served.port(), Setting.STAFF).get("/api/v1/attention");
    return items(answer.body(), "items");
  }

  /** What would go to the partner that is gone, were it there again. */
  private static List<JsonNode> waiting(Caller desk) throws IOException, InterruptedException {
    var answer = desk.get("/api/v1/deliveries?state=waiting");
    assertThat(answer.statusCode()).isEqualTo(200);
    return items(answer.body(), "deliveries").stream()
        .filter(one -> one.path("partner").asText().equals(GONE))
        .toList();
  }

  private static List<JsonNode> items(String body, String name) throws IOException {
    return StreamSupport.stream(Fixtures.json(body).path(name).spliterator(), false).toList();
  }
}
