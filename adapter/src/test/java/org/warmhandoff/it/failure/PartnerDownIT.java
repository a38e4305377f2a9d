package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.it.WrittenResource;

/** A partner that is down when records come, and comes up later. */
class PartnerDownIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private Setting setting;
  private Adapter adapter;
  private Caller program;
  private Instant since;

  @BeforeEach
  void psychiatryIsDown() throws IOException {
    since = Instant.now();
    partners.stop(SharedPartners.PSYCHIATRY);
    setting = Setting.with(partners, home).delivery("first-pause: 500ms", "longest-pause: 1s");
    adapter = Adapter.start(setting.config());
    program = Caller.program(adapter.port());
  }

  @AfterEach
  void everybodyIsUpAgain() throws IOException {
    adapter.close();
    partners.start(SharedPartners.PSYCHIATRY);
  }

  @Test
  void theOthersGetTheirsMeanwhileAndItGetsEverythingOnceWhenItIsUpAgain()
      throws IOException, InterruptedException {
    submit("participants/P-1001.v1.json", "plans/CP-2001.v1.json", "events/CE-3001.v1.json");
    submit("participants/P-1001.v2.json", "plans/CP-2001.v2.json", "events/CE-3001.v2.json");
    submit("events/CE-3001.v3.json", "referrals/RF-4002.v1.json");

    await("the others have theirs")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      delivery("crisis-plan", "CP-2001", 2, SharedPartners.PRIMARY_CARE, "state"))
                  .isEqualTo("delivered");
              assertThat(
                      delivery("crisis-plan", "CP-2001", 2, SharedPartners.CRISIS_CENTER, "state"))
                  .isEqualTo("delivered");
              assertThat(
                      delivery("crisis-event", "CE-3001", 3, SharedPartners.CRISIS_CENTER, "state"))
                  .isEqualTo("delivered");
            });
    // While a partner is down the most urgent alone is tried: the others may have no reason yet.
    await("the reason shows")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        delivery("crisis-event", "CE-3001", 3, SharedPartners.PSYCHIATRY, "note"))
                    .endsWith("could not be reached"));
    assertThat(delivery("referral", "RF-4002", 1, SharedPartners.PSYCHIATRY, "state"))
        .isEqualTo("waiting");
    assertThat(
            Instant.parse(delivery("referral", "RF-4002", 1, SharedPartners.PSYCHIATRY, "dueAt")))
        .isAfter(since);
    assertThat(program.state("referral", "RF-4002").path("state").asText())
        .isEqualTo("in-delivery");

    partners.start(SharedPartners.PSYCHIATRY);

    await("psychiatry has all of it")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(program.state("crisis-plan", "CP-2001").path("state").asText())
                  .isEqualTo("settled");
              assertThat(program.state("crisis-event", "CE-3001").path("state").asText())
                  .isEqualTo("settled");
              assertThat(program.state("referral", "RF-4002").path("state").asText())
                  .isEqualTo("settled");
            });
    assertThat(heldOnce("CarePlan")).containsExactly(List.of("CP-2001", "CP-2001-v2"));
    assertThat(heldOnce("Flag")).containsExactly(List.of("CE-3001", "CE-3001-v3"));
    assertThat(heldOnce("ServiceRequest")).containsExactly(List.of("RF-4002", "RF-4002-v1"));
  }

  @Test
  void itsHealthIsUnreachableAndTheWholeStaysUp() throws IOException, InterruptedException {
    var answer = Caller.monitoring(adapter.port()).get("/actuator/health");
    var health = Fixtures.json(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(health.at("/components/partners/components/psychiatry/status").asText())
        .isEqualTo("UNREACHABLE");
    assertThat(health.at("/components/partners/components/primary-care/status").asText())
        .isEqualTo("UP");
  }

  private void submit(String... files) throws IOException, InterruptedException {
    for (var file : files) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }
  }

  private String delivery(String kind, String id, int version, String partner, String what)
      throws IOException, InterruptedException {
    for (var delivery : program.state(kind, id).path("deliveries")) {
      if (delivery.path("partner").asText().equals(partner)
          && delivery.path("version").asInt() == version) {
        return delivery.path(what).asText();
      }
    }
    return "";
  }

  /** What psychiatry has of a type, each by its identifiers; and it was never more than that. */
  private List<List<String>> heldOnce(String type) throws IOException, InterruptedException {
    return WrittenResource.at(partners, SharedPartners.PSYCHIATRY, setting.namespace, since)
        .stream()
        .filter(written -> written.type().equals(type))
        .map(WrittenResource::identifiers)
        .toList();
  }
}
