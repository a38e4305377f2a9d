package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.record.reading.Schemas;

/**
 * A record with all that its schema knows, and for each property other values that it can have: to
 * see what becomes of a property, it is given another value.
 */
final class WholeRecord {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final RecordReader READER = new RecordReader();

  /** Where one of several properties is given, so many of these records are made. */
  private final int variant;

  private final Map<String, JsonNode> leaves = new LinkedHashMap<>();
  private final ObjectNode json;

  WholeRecord(RecordKind kind, int variant, Map<String, JsonNode> fixed) {
    this.variant = variant;
    var file = kind.word() + ".schema.json";
    json = (ObjectNode) value(file, "", schema(file));
    json.put("kind", kind.word());
    fixed.forEach(this::fix);
  }

  /** The same record without these properties. */
  WholeRecord lacking(String... names) {
    json.remove(List.of(names));
    leaves
        .keySet()
        .removeIf(leaf -> Stream.of(names).anyMatch(name -> leaf.startsWith("/" + name + "/")));
    return this;
  }

  ProgramRecord record() {
    return read(json)
        .orElseThrow(
            () -> new AssertionError(READER.read(json.toString().getBytes(UTF_8)) + "\n" + json));
  }

  /** The properties that hold a value of their own, by their pointers, with their schemas. */
  Map<String, JsonNode> leaves() {
    return leaves;
  }

  /** The record with other values of that property, as far as they are valid. */
  Stream<ProgramRecord> others(String pointer) {
    return values(leaves.get(pointer), json.at(pointer))
        .map(
            value -> {
              var copy = json.deepCopy();
              set(copy, pointer, value);
              return read(copy);
            })
        .flatMap(Optional::stream);
  }

  private void fix(String pointer, JsonNode value) {
    if (!json.at(pointer).isMissingNode()) {
      set(json, pointer, value);
    }
  }

  /** The record without that property, if it may be absent. */
  Optional<ProgramRecord> without(String pointer) {
    var copy = json.deepCopy();
    var parent = copy.at(JsonPointer.compile(pointer).head());
    if (parent instanceof ObjectNode object) {
      object.remove(JsonPointer.compile(pointer).last().getMatchingProperty());
    } else {
      ((ArrayNode) parent).removeAll();
    }
    return read(copy);
  }

  private static Stream<JsonNode> values(JsonNode schema, JsonNode now) {
    if (schema.has("enum")) {
      // every state, and enough of the longer lists of words
      return IntStream.range(0, Math.min(6, schema.get("enum").size()))
          .mapToObj(schema.get("enum")::get);
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> Stream.of(NODES.booleanNode(!now.asBoolean()));
      case "integer", "number" -> Stream.of(NODES.numberNode(now.asInt() + 1));
      default -> otherTexts(schema, now.asText()).map(NODES::textNode);
    };
  }

  private static Stream<String> otherTexts(JsonNode schema, String now) {
    return switch (schema.path("format").asText()) {
      case "date-time" -> Stream.of("2026-11-03T10:11:12Z", "2026-10-30T10:11:12Z");
      case "date" -> Stream.of("2026-11-04", "2026-10-29", "1990-01-02");
      case "email" -> Stream.of("other@example.org");
      case "uri" -> Stream.of(now + "other");
      default ->
          Stream.of(
              now + " other",
              now + "2",
              "+15085550188",
              "1993999998",
              "02139",
              "CT",
              "America/Chicago",
              "fr",
              "other-partner",
              "EC-2",
              "CO-2");
    };
  }

  private JsonNode value(String file, String pointer, JsonNode schema) {
    if (schema.has("$ref")) {
      var reference = schema.get("$ref").asText();
      var hash = reference.indexOf('#');
      var target = hash == 0 ? file : reference.substring(0, hash);
      return value(target, pointer, schema(target).at(reference.substring(hash + 1)));
    }
    if (schema.has("properties")) {
      return object(file, pointer, schema);
    }
    if (schema.path("type").asText().equals("array")) {
      return NODES.arrayNode().add(value(file, pointer + "/0", schema.get("items")));
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    leaves.put(pointer, schema);
    return leaf(pointer, schema);
  }

  private ObjectNode object(String file, String pointer, JsonNode schema) {
    var object = NODES.objectNode();
    var names = List.copyOf(schema.get("properties").properties());
    for (var place = 0; place < names.size(); place++) {
      if (!schema.has("maxProperties") || place == (variant + 2) % names.size()) {
        var name = names.get(place).getKey();
        object.set(name, value(file, pointer + "/" + name, names.get(place).getValue()));
      }
    }
    return object;
  }

  private static JsonNode leaf(String pointer, JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> NODES.booleanNode(true);
      case "integer", "number" -> NODES.numberNode(3);
      default -> NODES.textNode(text(pointer, schema));
    };
  }

  private static String text(String pointer, JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date-time" -> "2026-11-02T09:08:07Z";
      case "date" -> "2026-11-02";
      default ->
          schema.path("pattern").asText().startsWith("^(?=\\s*\\S)")
              ? "text of " + pointer.substring(1).replace('/', ' ')
              : schema.at("/examples/0").asText();
    };
  }

  private static void set(ObjectNode record, String pointer, JsonNode value) {
    var place = JsonPointer.compile(pointer);
    var parent = record.at(place.head());
    if (parent instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), value);
    } else if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), value);
    }
  }

  private static Optional<ProgramRecord> read(JsonNode json) {
    return READER.read(json.toString().getBytes(UTF_8)) instanceof Valid valid
        ? Optional.of(valid.record())
        : Optional.empty();
  }

  static JsonNode schema(String file) {
    try {
      return JSON.readTree(Schemas.text(file).orElseThrow());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }
}
