package org.warmhandoff.record.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;

/** What a schema lets in is what its record holds: the same properties, and the same words. */
class SchemasAndRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void everyPropertyAndEveryWordOfASchemaIsOneOfItsRecord(RecordKind kind) {
    var file = kind.word() + ".schema.json";
    var record = properties(kind.type());
    record.remove("offset");
    var schema = tree(file);

    assertThat(names(schema)).as(file).containsExactlyInAnyOrderElementsOf(with(record, "kind"));
    record.forEach(
        (name, component) ->
            same(
                file,
                file + "/" + name,
                schema.at("/properties/" + name),
                component.getGenericType()));
  }

  private static void same(String file, String place, JsonNode schema, Type type) {
    if (schema.has("$ref")) {
      var reference = schema.get("$ref").asText();
      var hash = reference.indexOf('#');
      var target = hash == 0 ? file : reference.substring(0, hash);
      same(target, place, tree(target).at(reference.substring(hash + 1)), type);
    } else if (type instanceof ParameterizedType several) {
      var items = schema.has("items") ? schema.get("items") : schema;
      same(file, place, items, several.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> one && one.isEnum()) {
      assertThat(texts(schema.path("enum"))).as(place).isEqualTo(words(one));
    } else if (type instanceof Class<?> one && one.isRecord() && schema.has("properties")) {
      var record = properties(one);
      assertThat(names(schema)).as(place).containsExactlyInAnyOrderElementsOf(record.keySet());
      record.forEach(
          (name, component) ->
              same(
                  file,
                  place + "/" + name,
                  schema.at("/properties/" + name),
                  component.getGenericType()));
    }
  }

  private static Map<String, RecordComponent> properties(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .collect(Collectors.toMap(RecordComponent::getName, component -> component));
  }

  private static List<String> with(Map<String, RecordComponent> record, String other) {
    var names = new ArrayList<>(record.keySet());
    names.add(other);
    return names;
  }

  private static List<String> names(JsonNode schema) {
    return schema.path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> words(Class<?> constants) {
    return Arrays.stream(constants.getEnumConstants())
        .map(constant -> Words.word((Enum<?>) constant))
        .toList();
  }

  private static JsonNode tree(String file) {
    try {
      return JSON.readTree(Schemas.text(file).orElseThrow());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }
}
