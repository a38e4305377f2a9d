package org.warmhandoff.it.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/**
 * What becomes of what real partners hold when a participant says less, then nothing, then more
 * again.
 */
@TestMethodOrder(OrderAnnotation.class)
class ConsentEndsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PLAN = "CP-2001";

  @TempDir private static Path home;

  private static SharedPartners partners;
  private static Setting setting;
  private static Adapter adapter;
  private static int version = 1;
  private static Instant before;

  @BeforeAll
  static void aPlanArrives() throws IOException, InterruptedException {
    partners = SharedPartners.shared();
    setting = Setting.with(partners, home);
    adapter = Adapter.start(setting.config());
    for (var file : List.of("participants/P-1001.v1.json", "plans/CP-2001.v1.json")) {
      assertThat(program().submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }
    settled();
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  private static Caller program() {
    return Caller.program(adapter.port());
  }

  private static void settled() {
    await("everything of the plan is settled")
        .atMost(PATIENCE)
        .until(() -> program().state("crisis-plan", PLAN).path("state").asText().equals("settled"));
  }

  /** A new version of the participant, whose consents are these. */
  private static void says(ArrayNode consents) throws IOException, InterruptedException {
    before = Instant.now();
    var participant =
        (ObjectNode)
            Fixtures.json(new String(Fixtures.bytes("participants/P-1001.v1.json"), UTF_8));
    participant.put("version", ++version).put("recordedAt", "2026-11-20T10:00:00Z");
    participant.set("consents", consents);
    var answer = program().submit(participant.toString().getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(202);
    settled();
  }

  private static ArrayNode consents() throws IOException, InterruptedException {
    var participant =
        Fixtures.json(new String(Fixtures.bytes("participants/P-1001.v1.json"), UTF_8));
    return (ArrayNode) participant.path("consents");
  }

  private static JsonNode only(String type, String family, String id)
      throws IOException, InterruptedException {
    var found =
        partners
            .chart(SharedPartners.PSYCHIATRY)
            .byIdentifier(type, setting.namespace + "/" + family, id);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static JsonNode plan() throws IOException, InterruptedException {
    return only("CarePlan", "crisis-plan", PLAN);
  }

  /** What was written of ours since the participant spoke. */
  private static List<JsonNode> written(String type) throws IOException, InterruptedException {
    return partners.writtenSince(SharedPartners.PSYCHIATRY, before).stream()
        .filter(resource -> resource.path("resourceType").asText().equals(type))
        .filter(resource -> resource.toString().contains(setting.namespace))
        .toList();
  }

  private static List<JsonNode> documents() throws IOException, InterruptedException {
    return StreamSupport.stream(
            partners
                .chart(SharedPartners.PRIMARY_CARE)
                .byIdentifier("DocumentReference", setting.namespace + "/crisis-plan", PLAN)
                .spliterator(),
            false)
        .map(JsonNode.class::cast)
        .toList();
  }

  private static String state(String partner) throws IOException, InterruptedException {
    return StreamSupport.stream(
            program().state("crisis-plan", PLAN).path("deliveries").spliterator(), false)
        .filter(delivery -> delivery.path("partner").asText().equals(partner))
        .map(delivery -> delivery.path("state").asText() + ": " + delivery.path("note").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(1)
  void whereLessMayBeToldItIsToldAnew() throws IOException, InterruptedException {
    assertThat(plan().path("status").asText()).isEqualTo("active");
    var narrower = consents();
    narrower.forEach(
        consent ->
            ((ObjectNode) consent).set("except", Fixtures.json("{\"scope\": [\"contacts\"]}")));

    says(narrower);

    assertThat(plan().path("status").asText()).isEqualTo("active");
    assertThat(plan().at("/identifier").findValuesAsText("value")).contains(PLAN + "-v1.2");
    assertThat(written("RelatedPerson"))
        .isNotEmpty()
        .allSatisfy(contact -> assertThat(contact.path("active").asBoolean(true)).isFalse())
        .allSatisfy(contact -> assertThat(contact.has("name")).isFalse());
    assertThat(documents())
        .extracting(document -> document.path("status").asText())
        .containsExactlyInAnyOrder("superseded", "current");
    assertThat(state(SharedPartners.PRIMARY_CARE)).startsWith("delivered");
  }

  @Test
  @Order(2)
  void whereNothingMayBeToldItIsTakenBack() throws IOException, InterruptedException {
    var ended = consents();
    ended.forEach(consent -> ((ObjectNode) consent).put("revokedAt", "2026-11-19T08:00:00Z"));

    says(ended);

    var plan = plan();
    assertThat(plan.path("status").asText()).isEqualTo("revoked");
    assertThat(plan.path("activity").isMissingNode()).isTrue();
    assertThat(plan.path("contained").isMissingNode()).isTrue();
    assertThat(plan.at("/text/div").asText()).contains("Taken back by the program.");
    assertThat(documents())
        .extracting(document -> document.path("status").asText())
        .containsOnly("superseded");
    for (var partner : SharedPartners.NAMES) {
      assertThat(state(partner)).startsWith("withheld: consent-revoked");
    }
    assertThat(written("Consent"))
        .isNotEmpty()
        .allSatisfy(consent -> assertThat(consent.path("status").asText()).isEqualTo("inactive"))
        .allSatisfy(consent -> assertThat(consent.has("provision")).isFalse());
    assertThat(written("CarePlan").toString()).doesNotContain("Carmen", "Figueroa", "+1413");
  }

  @Test
  @Order(3)
  void whereItMayBeToldAgainItIsThereAgain() throws IOException, InterruptedException {
    says(consents());

    assertThat(plan().path("status").asText()).isEqualTo("active");
    assertThat(plan().path("activity").isEmpty()).isFalse();
    assertThat(written("Consent"))
        .isNotEmpty()
        .allSatisfy(consent -> assertThat(consent.path("status").asText()).isEqualTo("active"));
    assertThat(documents())
        .extracting(document -> document.path("status").asText())
        .containsOnlyOnce("current");
    for (var partner : SharedPartners.NAMES) {
      assertThat(state(partner)).startsWith("delivered");
    }
  }
}
