package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.record.reading.Schemas;

/** Who is let in to what. */
class AccessIT {

  private static final Map<String, String> FOR_EXAMPLE =
      Map.of(
          "{kind}", "participant",
          "{id}", "P-7201",
          "{name}", "participant.schema.json",
          "{family}", "crisis-event-kind",
          "{probe}", "liveness",
          "{partner}", "psychiatry");

  private final int port = Alone.port();
  private final byte[] record =
      Fixtures.bytes(Fixtures.tree("participants/P-1001.v1.json").put("id", "P-7201"));

  @Test
  void withoutATokenNothingIsTaken() throws IOException, InterruptedException {
    var answer = Caller.stranger(port).submit(record);

    isRefused(answer, 401, "no-access");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-token-wrong-token-wrong", "x", "token-of-the-program-123456789"})
  void withAWrongTokenNothingIsTaken(String token) throws IOException, InterruptedException {
    var answer = Caller.with(port, token).submit(record);

    isRefused(answer, 401, "no-access");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer")
        .contains("invalid_token");
    assertThat(answer.body()).doesNotContain(token.length() > 1 ? token : "§");
  }

  @Test
  void aTokenIsGoodForItsRolesOnly() throws IOException, InterruptedException {
    isRefused(Caller.monitoring(port).submit(record), 403, "not-allowed");
    isRefused(
        Caller.monitoring(port).get("/api/v1/records/participant/P-7201"), 403, "not-allowed");
    isRefused(Caller.program(port).get("/actuator/prometheus"), 403, "not-allowed");
    isRefused(Caller.program(port).get("/actuator/health/partners/psychiatry"), 403, "not-allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /console",
    "GET, /actuator/env",
    "GET, /actuator/heapdump",
    "POST, /actuator/shutdown",
    "GET, /h2-console",
    "GET, /error",
    "GET, /actuator",
    "GET, /actuator/health/db",
    "GET, /api/v1/deliveries/1/2",
    "DELETE, /api/v1/attention",
    "POST, /logout",
    "GET, /.well-known/oauth-protected-resource"
  })
  void whatIsNotServedIsRefusedWhoeverAsks(String method, String path)
      throws IOException, InterruptedException {
    assertThat(Caller.stranger(port).call(method, path).statusCode()).isEqualTo(401);
    assertThat(Caller.program(port).call(method, path).statusCode()).isEqualTo(403);
  }

  @Test
  void everyPathOfTheDescriptionAnswers() throws IOException, InterruptedException {
    Caller.program(port).submit(record);
    var description = Caller.stranger(port).get("/openapi.yaml");
    assertThat(description.statusCode()).isEqualTo(200);

    var api = new YAMLMapper().readTree(description.body());
    assertThat(api.path("openapi").asText()).isEqualTo("3.1.0");
    for (var path : api.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (isForTheProgramOrMonitoring(operation.getValue().path("security"))) {
          var status = call(operation.getKey(), path.getKey());
          assertThat(status).as(path.getKey()).isBetween(200, 299);
        }
      }
    }
  }

  /**
   * Others' are operators' (OperateIT), auditors' (AccountingIT) and partners' (SubscriptionIT).
   */
  private static boolean isForTheProgramOrMonitoring(JsonNode security) {
    var roles = security.findValues("bearer").toString();
    return security.isEmpty()
        || Stream.of("submit", "read", "observe")
            .anyMatch(role -> roles.contains('"' + role + '"'));
  }

  private int call(String method, String path) throws IOException, InterruptedException {
    var address = path;
    for (var part : FOR_EXAMPLE.entrySet()) {
      address = address.replace(part.getKey(), part.getValue());
    }
    if (method.equals("post")) {
      return Caller.program(port).submit(record).statusCode();
    }
    var by = address.startsWith("/actuator") ? Caller.monitoring(port) : Caller.program(port);
    return by.get(address).statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "participant", "crisis-plan", "crisis-event", "referral"})
  void everySchemaIsServedToAnybodyAndSoIsWhatItRefersTo(String kind)
      throws IOException, InterruptedException {
    var answer = Caller.stranger(port).get("/schemas/" + kind + ".schema.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/schema+json");
    var schema = new ObjectMapper().readTree(answer.body());
    assertThat(schema.path("$id").asText()).isEqualTo(Schemas.BASE + kind + ".schema.json");
    for (var reference : elsewhere(schema.findValuesAsText("$ref"))) {
      assertThat(Caller.stranger(port).get("/schemas/" + reference).statusCode()).isEqualTo(200);
    }
  }

  private static List<String> elsewhere(List<String> references) {
    var files = new ArrayList<String>();
    for (var reference : references) {
      var file = reference.split("#", 2)[0];
      if (!file.isEmpty() && !files.contains(file)) {
        files.add(file);
      }
    }
    return files;
  }

  private static void isRefused(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Fixtures.json(answer.body()).path("type").asText()).endsWith("/" + type);
  }
}
