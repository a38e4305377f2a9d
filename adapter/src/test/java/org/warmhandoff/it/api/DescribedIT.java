package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.config.Version;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;

/** What the description of the API says of methods and parameters is so. */
class DescribedIT {

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

  private final int port = Alone.port();
  private JsonNode api;

  @BeforeEach
  void read() throws IOException, InterruptedException {
    api = new YAMLMapper().readTree(Caller.stranger(port).get("/openapi.yaml").body());
  }

  /** Whoever may use it. */
  private Caller caller(String path) {
    if (path.startsWith("/api/v1/disclosures/")) {
      return Caller.with(port, Setting.REVIEWER);
    }
    if (path.startsWith("/api/v1/") && !path.startsWith("/api/v1/records")) {
      return Caller.with(port, Setting.DESK);
    }
    return path.startsWith("/actuator") ? Caller.monitoring(port) : Caller.program(port);
  }

  private static String address(String path) {
    return path.replace("{kind}", "participant")
        .replace("{name}", "psychiatry")
        .replace("{probe}", "liveness")
        .replaceAll("\\{[a-z]+}", "1");
  }

  /** An address may be described by two paths, such as a number and a word in the same place. */
  private Set<String> methods(String path) {
    var methods = new TreeSet<String>();
    for (var other : api.path("paths").properties()) {
      if (address(path).matches(other.getKey().replaceAll("\\{[a-z]+}", "[^/]+"))
          || address(other.getKey()).matches(path.replaceAll("\\{[a-z]+}", "[^/]+"))) {
        other
            .getValue()
            .fieldNames()
            .forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
      }
    }
    return methods;
  }

  @Test
  void aMethodThatIsNotDescribedIsAnsweredWithThoseThatAre()
      throws IOException, InterruptedException {
    for (var path : api.path("paths").properties()) {
      if (path.getKey().startsWith("/hooks/")) {
        continue; // for partners alone; SubscriptionIT asks these
      }
      var described = methods(path.getKey());
      for (var method : METHODS) {
        if (!described.contains(method)) {
          var answer = caller(path.getKey()).call(method, address(path.getKey()));

          assertThat(answer.statusCode()).as(method + " " + path.getKey()).isEqualTo(405);
          isProblem(answer, "method-not-allowed");
          assertThat(List.of(answer.headers().firstValue("Allow").orElse("").split(", ?")))
              .as(path.getKey())
              .containsAnyElementsOf(described)
              .doesNotContain(method);
        }
      }
    }
  }

  @Test
  void whoHasNoTokenIsToldNothingOfMethods() throws IOException, InterruptedException {
    for (var path : api.path("paths").properties()) {
      assertThat(Caller.stranger(port).call("PATCH", address(path.getKey())).statusCode())
          .as(path.getKey())
          .isEqualTo(401);
    }
  }

  @Test
  void headIsForWhoeverMayGet() throws IOException, InterruptedException {
    var state = "/api/v1/records/participant/P-7201";

    assertThat(Caller.monitoring(port).call("HEAD", state).statusCode()).isEqualTo(403);
    assertThat(Caller.program(port).call("HEAD", "/actuator/prometheus").statusCode())
        .isEqualTo(403);
    assertThat(Caller.stranger(port).call("HEAD", "/openapi.yaml").statusCode()).isEqualTo(200);
  }

  @Test
  void aNumberBeyondWhatIsDescribedIsRefused() throws IOException, InterruptedException {
    for (var path : api.path("paths").properties()) {
      for (var parameter : path.getValue().path("get").path("parameters")) {
        var schema = parameter.path("schema");
        if (parameter.path("in").asText().equals("query")
            && schema.path("type").asText().equals("integer")) {
          for (var wrong : wrong(schema)) {
            refuses(address(path.getKey()), parameter.path("name").asText() + "=" + wrong);
          }
        }
      }
    }
  }

  private static List<String> wrong(JsonNode schema) {
    assertThat(schema.has("minimum")).as("every number has a least").isTrue();
    return List.of(
        "many",
        "1.5",
        "99999999999999999999",
        String.valueOf(schema.path("minimum").asLong() - 1),
        String.valueOf(schema.path("maximum").asLong(Long.MAX_VALUE - 1) + 1) + "0");
  }

  @Test
  void aParameterThatIsNotDescribedIsRefusedAndSoIsOneThatIsThereTwice()
      throws IOException, InterruptedException {
    refuses("/api/v1/deliveries", "stat=waiting");
    refuses("/api/v1/deliveries", "limit=1&limit=2");
    refuses("/api/v1/deliveries", "state=asleep");
    refuses("/api/v1/attention", "partner=psychiatry");
    refuses("/api/v1/partners", "name=psychiatry");
    refuses("/api/v1/participants/P-7201/disclosures", "partner=psychiatry");
    refuses("/api/v1/participants/P-7201/disclosures", "since=many");
    refuses("/api/v1/disclosures/1/content", "since=2026-01-31");
  }

  private void refuses(String path, String query) throws IOException, InterruptedException {
    var answer = caller(path).get(path + "?" + query);

    assertThat(answer.statusCode()).as(path + "?" + query).isEqualTo(400);
    isProblem(answer, "invalid-request");
    assertThat(answer.body()).doesNotContain("many", "asleep", "99999");
  }

  private static void isProblem(HttpResponse<String> answer, String type) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Fixtures.json(answer.body()).path("type").asText()).endsWith("/" + type);
  }

  @Test
  void theVersionIsThatOfTheAdapter() {
    assertThat(api.at("/info/version").asText()).isEqualTo(Version.NUMBER);
  }
}
