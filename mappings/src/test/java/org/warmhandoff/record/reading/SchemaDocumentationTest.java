package org.warmhandoff.record.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema is what the people who write the records read. */
class SchemaDocumentationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(
                  loaders ->
                      loaders.add(
                          iri ->
                              () ->
                                  new ByteArrayInputStream(
                                      text(iri.toString().replace(Schemas.BASE, ""))
                                          .getBytes(UTF_8)))));

  @ParameterizedTest
  @ValueSource(strings = {"common", "participant", "crisis-plan", "crisis-event", "referral"})
  void everyPropertyIsDescribedWithAnExampleThatHolds(String name) {
    var file = name + ".schema.json";

    assertThat(properties(file, "", tree(file)).toList())
        .isNotEmpty()
        .allSatisfy(
            property -> {
              assertThat(property.getValue().path("description").asText()).isNotBlank();
              assertThat(examples(file, property.getValue())).isNotEmpty();
              assertThat(examples(file, property.getValue()))
                  .allSatisfy(
                      example -> assertThat(problems(file, property.getKey(), example)).isEmpty());
            });
  }

  private static Stream<Map.Entry<String, JsonNode>> properties(
      String file, String pointer, JsonNode schema) {
    var below =
        schema.path("properties").properties().stream()
            .flatMap(
                property -> {
                  var place = pointer + "/properties/" + property.getKey();
                  return Stream.concat(
                      Stream.of(Map.entry(place, property.getValue())),
                      properties(file, place, property.getValue()));
                });
    var definitions =
        schema.path("$defs").properties().stream()
            .flatMap(
                definition ->
                    properties(
                        file, pointer + "/$defs/" + definition.getKey(), definition.getValue()));
    return Stream.concat(below, definitions);
  }

  /** Its own, or of the definition that it stands for; a constant is its own example. */
  private static Stream<JsonNode> examples(String file, JsonNode schema) {
    if (schema.has("const")) {
      return Stream.of(schema.get("const"));
    }
    if (schema.has("examples")) {
      return StreamSupport.stream(schema.get("examples").spliterator(), false);
    }
    if (!schema.has("$ref")) {
      return Stream.empty();
    }
    var reference = schema.get("$ref").asText();
    var hash = reference.indexOf('#');
    var target = hash == 0 ? file : reference.substring(0, hash);
    return examples(target, tree(target).at(reference.substring(hash + 1)));
  }

  private static Stream<String> problems(String file, String pointer, JsonNode example) {
    return FACTORY
        .getSchema(SchemaLocation.of(Schemas.BASE + file + "#" + pointer))
        .validate(example)
        .stream()
        .map(Object::toString);
  }

  private static JsonNode tree(String file) {
    try {
      return JSON.readTree(text(file));
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  private static String text(String file) {
    return Schemas.text(file).orElseThrow();
  }
}
