package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;

/** What the operators' part of the API answers, beside what its description says. */
class OperatorApiIT {

  @TempDir private Path home;

  private Adapter adapter;

  @BeforeEach
  void aPlanWaitsForPartnersThatAreAway() throws IOException, InterruptedException {
    adapter = Adapter.start(Setting.alone(home).config());
    var program = Caller.program(adapter.port());
    for (var file : List.of("participants/P-1001.v1.json", "plans/CP-2001.v1.json")) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  @Test
  void whatDoesNotSayThatItIsADryRunIsNone() throws IOException, InterruptedException {
    var desk = Caller.with(adapter.port(), Setting.DESK);

    var moved = desk.call("POST", "/api/v1/deliveries/retry", "{\"state\": \"delivered\"}");

    assertThat(moved.statusCode()).isEqualTo(200);
    assertThat(Fixtures.json(moved.body()).path("dryRun").asBoolean(true)).isFalse();
  }

  @Test
  void theDescriptionSaysWhereAPartnerThatNobodyKnowsIsNotFound()
      throws IOException, InterruptedException {
    var desk = Caller.with(adapter.port(), Setting.DESK);
    var found = new ArrayList<String>();
    for (var path : api().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (isForOperators(operation.getValue()) && !path.getKey().contains("{id}")) {
          var address =
              path.getKey()
                  .replace("{name}", "nobody")
                  .replace("{partner}", "nobody")
                  .replace("{participant}", "P-1001");
          var status =
              desk.call(
                      method(operation),
                      address + (filtersByPartner(operation) ? "?partner=nobody" : ""),
                      "{\"partner\": \"nobody\", \"patient\": \"Patient/9\"}")
                  .statusCode();
          assertIsDescribed(operation, status);
          if (status == 404) {
            found.add(operation.getValue().path("operationId").asText());
          }
        }
      }
    }

    assertThat(found)
        .containsExactlyInAnyOrder(
            "findDeliveries",
            "retryDeliveries",
            "releaseDeliveries",
            "cancelDeliveries",
            "markHandedOver",
            "probePartner",
            "drill",
            "reconcile",
            "readMatch",
            "decideMatch",
            "undoMatch");
  }

  @Test
  void everyOperationOfTheDescriptionAnswersTheOperatorAndNobodyElse()
      throws IOException, InterruptedException {
    var desk = Caller.with(adapter.port(), Setting.DESK);
    var delivery =
        Fixtures.json(desk.get("/api/v1/deliveries?partner=psychiatry").body())
            .at("/deliveries/0/delivery")
            .asText();
    for (var path : api().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (isForOperators(operation.getValue())) {
          var method = method(operation);
          var address =
              path.getKey()
                  .replace("{id}", delivery)
                  .replace("{number}", "1")
                  .replace("{name}", "psychiatry")
                  .replace("{partner}", "psychiatry")
                  .replace("{participant}", "P-1001");
          assertThat(Caller.program(adapter.port()).call(method, address).statusCode())
              .as(address)
              .isEqualTo(403);
          var status = desk.call(method, address).statusCode();
          assertThat(status).as(method + " " + address).isIn(200, 204, 400, 404);
          assertIsDescribed(operation, status);
        }
      }
    }
  }

  private JsonNode api() throws IOException, InterruptedException {
    return new YAMLMapper().readTree(Caller.stranger(adapter.port()).get("/openapi.yaml").body());
  }

  private static boolean isForOperators(JsonNode operation) {
    return operation.path("tags").path(0).asText().equals("deliveries")
        && operation.at("/security/0/bearer").toString().contains("\"operate\"");
  }

  private static String method(Map.Entry<String, JsonNode> operation) {
    return operation.getKey().toUpperCase(Locale.ROOT);
  }

  private static void assertIsDescribed(Map.Entry<String, JsonNode> operation, int status) {
    assertThat(operation.getValue().path("responses").has("" + status))
        .as("%s answers %d", operation.getValue().path("operationId"), status)
        .isTrue();
  }

  private static boolean filtersByPartner(Map.Entry<String, JsonNode> operation) {
    for (var parameter : operation.getValue().path("parameters")) {
      if (parameter.path("in").asText().equals("query")
          && parameter.path("name").asText().equals("partner")) {
        return true;
      }
    }
    return false;
  }
}
