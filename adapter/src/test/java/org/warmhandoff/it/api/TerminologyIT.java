package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.terminology.Family;

/** The vocabulary that holds is served to anybody. */
class TerminologyIT {

  @TempDir private Path home;

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    return Caller.stranger(port).get("/api/v1/terminology/" + path);
  }

  private static List<String> words() {
    return Arrays.stream(Family.values()).map(Family::word).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CodeSystem", "ConceptMap"})
  void everyFamilyIsServedAndDescribed(String type) throws IOException, InterruptedException {
    for (var word : words()) {
      var answer = get(Alone.port(), type + "/" + word);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/fhir+json");
      var resource = Fixtures.json(answer.body());
      assertThat(resource.path("resourceType").asText()).isEqualTo(type);
      assertThat(resource.path("url").asText()).isEqualTo(Family.BASE + type + "/" + word);
    }
    assertThat(described()).extracting(JsonNode::asText).containsExactlyElementsOf(words());
  }

  private static JsonNode described() throws IOException, InterruptedException {
    var api = new YAMLMapper().readTree(Caller.stranger(Alone.port()).get("/openapi.yaml").body());
    return api.at("/components/parameters/Family/schema/enum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CodeSystem/severities", "ConceptMap/SEVERITY", "CodeSystem/severity.json"})
  void whatThereIsNotIsSaidSo(String path) throws IOException, InterruptedException {
    assertThat(get(Alone.port(), path).statusCode()).isEqualTo(404);
  }

  @Test
  void otherTypesAreNotServed() throws IOException, InterruptedException {
    assertThat(get(Alone.port(), "ValueSet/severity").statusCode()).isEqualTo(401);
  }

  @Test
  void whatTheDeployerSaysOtherwiseIsServedAsSaid() throws IOException, InterruptedException {
    var words = Files.createDirectory(home.resolve("words"));
    Files.writeString(
        words.resolve("severity.json"),
        """
        {
          "resourceType": "CodeSystem",
          "url": "https://warmhandoff.org/fhir/CodeSystem/severity",
          "concept": [{"code": "watch", "display": "Keep an eye on"}]
        }
        """);
    var yaml = "terminology:\n  directory: words\n" + Setting.alone(home).yaml();

    try (var adapter = Adapter.start(new ConfigFile(name -> null).read(yaml, home))) {
      var system = Fixtures.json(get(adapter.port(), "CodeSystem/severity").body());
      assertThat(system.path("concept").findValuesAsText("display"))
          .containsExactly("Keep an eye on", "Urgent", "Emergency");
    }
  }
}
