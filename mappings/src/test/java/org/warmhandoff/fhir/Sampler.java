package org.warmhandoff.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Schemas;

/**
 * Any record that its schema allows, at random: every property may be there or not, every list may
 * be long, every word may be any of its words, and texts are as awkward as texts can be.
 */
final class Sampler {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, JsonNode> SCHEMAS = new HashMap<>();

  private static final List<String> AWKWARD =
      List.of(
          "<script>",
          "&amp;",
          "\"quoted\"",
          "]]>",
          "naïve café",
          "Łódź",
          "Nguyễn Thị",
          "مرحبا",
          "שלום",
          "日本",
          "🙂",
          "  spaces  ",
          "line\nbreak",
          "tab\there",
          "%7C|",
          "{}[]",
          "O'Neill");

  private final Random random;

  Sampler(Random random) {
    this.random = random;
  }

  /** A record of that kind about that participant; it may break a rule that no schema can say. */
  ObjectNode record(RecordKind kind, String participantId) {
    var name = kind.word() + ".schema.json";
    var record = (ObjectNode) value(name, schema(name));
    record.put("kind", kind.word());
    record.put("version", 1 + random.nextInt(9));
    if (kind == RecordKind.PARTICIPANT) {
      record.put("id", participantId);
    } else {
      record.put("participantId", participantId);
    }
    return record;
  }

  private JsonNode value(String file, JsonNode schema) {
    if (schema.has("$ref")) {
      return reference(file, schema.get("$ref").asText());
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    return switch (schema.path("type").asText("object")) {
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "integer" -> NODES.numberNode(whole(schema));
      case "number" -> NODES.numberNode(fraction(schema));
      case "array" -> list(file, schema);
      case "string" -> NODES.textNode(text(schema));
      default -> object(file, schema);
    };
  }

  private JsonNode reference(String file, String reference) {
    var hash = reference.indexOf('#');
    var target = hash == 0 ? file : reference.substring(0, hash);
    return value(target, schema(target).at(reference.substring(hash + 1)));
  }

  private int whole(JsonNode schema) {
    var least = schema.path("minimum").asInt(0);
    return least + random.nextInt(Math.min(1000, schema.path("maximum").asInt(1000) - least) + 1);
  }

  private double fraction(JsonNode schema) {
    var least = schema.path("minimum").asDouble();
    return least + random.nextDouble() * (schema.path("maximum").asDouble() - least);
  }

  private ArrayNode list(String file, JsonNode schema) {
    var least = schema.path("minItems").asInt(0);
    var most = Math.min(schema.path("maxItems").asInt(3), 4);
    var list = NODES.arrayNode();
    for (var size = least + random.nextInt(most - least + 1); size > 0; size--) {
      var item = value(file, schema.get("items"));
      if (!schema.path("uniqueItems").asBoolean() || !contains(list, item)) {
        list.add(item);
      }
    }
    return list;
  }

  private static boolean contains(ArrayNode list, JsonNode item) {
    for (var one : list) {
      if (one.equals(item)) {
        return true;
      }
    }
    return false;
  }

  private ObjectNode object(String file, JsonNode schema) {
    var required = new ArrayList<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var names = new ArrayList<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    if (schema.has("maxProperties")) {
      required.add(names.get(random.nextInt(names.size())));
      names.retainAll(required);
    }
    var object = NODES.objectNode();
    for (var name : names) {
      if (required.contains(name) || random.nextInt(3) > 0) {
        object.set(name, value(file, schema.at("/properties/" + name)));
      }
    }
    return object;
  }

  private String text(JsonNode schema) {
    if (schema.path("format").asText().equals("date-time")) {
      return "20%02d-%02d-%02dT%02d:%02d:00%s"
          .formatted(
              24 + random.nextInt(3),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(24),
              random.nextInt(60),
              random.nextBoolean() ? "Z" : "-04:00");
    }
    if (schema.path("format").asText().equals("date")) {
      return "20%02d-%02d-%02d"
          .formatted(10 + random.nextInt(17), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }
    var examples = schema.path("examples");
    return examples.isArray() && schema.has("pattern") && !isFree(schema)
        ? examples.get(random.nextInt(examples.size())).asText()
        : free(schema.path("maxLength").asInt(80));
  }

  private static boolean isFree(JsonNode schema) {
    return schema.path("pattern").asText().startsWith("^(?=\\s*\\S)");
  }

  /** Begins and ends with letters that stand nowhere else, so that it can be looked for. */
  private String free(int longest) {
    var mark = "q" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 35) + "z";
    var middle = new StringBuilder();
    while (random.nextInt(3) > 0 && middle.length() < longest - 60) {
      middle.append(' ').append(AWKWARD.get(random.nextInt(AWKWARD.size())));
    }
    var words = longest <= 120 ? middle.toString().replaceAll("[\\n\\t]", " ") : middle.toString();
    return mark + words + " " + mark;
  }

  private static JsonNode schema(String name) {
    return SCHEMAS.computeIfAbsent(name, Sampler::read);
  }

  private static JsonNode read(String name) {
    try {
      return JSON.readTree(Schemas.text(name).orElseThrow());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }
}
