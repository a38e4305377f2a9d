package org.warmhandoff.record.reading;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/**
 * What a schema finds wrong, in plain words.
 *
 * <p>The words are made from the schema alone: the validator's own messages quote the record.
 */
final class SchemaReasons {

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "a text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "array", "a list",
          "object", "an object");

  /** The schemas by their addresses, to look up what stands beside a keyword. */
  private final Map<String, JsonNode> schemas;

  SchemaReasons(Map<String, JsonNode> schemas) {
    this.schemas = Map.copyOf(schemas);
  }

  RecordProblem problem(ValidationMessage message) {
    var place = message.getInstanceLocation().toString();
    if (isAlternative(message)) {
      return new RecordProblem(place, described(message));
    }
    return switch (message.getType()) {
      case "required" ->
          new RecordProblem(Pointers.to(place, message.getProperty()), "is required");
      case "additionalProperties" ->
          new RecordProblem(
              Pointers.toUnknown(place, message.getProperty()),
              "is not a known property here; known are: " + knownProperties(message));
      default -> new RecordProblem(place, reason(message));
    };
  }

  /** What is missing in one alternative need not be, so only that none fits is said. */
  private static boolean isAlternative(ValidationMessage message) {
    return message.getEvaluationPath().toString().contains("/anyOf/");
  }

  private String reason(ValidationMessage message) {
    var expected = message.getSchemaNode();
    return switch (message.getType()) {
      case "type" -> "must be " + TYPES.getOrDefault(expected.asText(), "of another type");
      case "enum" -> "must be one of: " + words(expected);
      case "const" -> "must be " + expected.asText();
      case "minLength" -> "must be at least " + count(expected, "character");
      case "maxLength" -> "must be at most " + count(expected, "character");
      case "minItems" -> "must hold at least " + count(expected, "item");
      case "maxItems" -> "must hold at most " + count(expected, "item");
      case "uniqueItems" -> "must hold no item twice";
      case "minimum" -> "must be at least " + expected.asText();
      case "maximum" -> "must be at most " + expected.asText();
      default -> described(message);
    };
  }

  private String described(ValidationMessage message) {
    var schema = around(message);
    var description = schema.path("description").asText("as the schema says");
    var example = schema.path("examples").path(0).asText();
    return "must be: "
        + description.replaceFirst("[.]$", "")
        + (example.isEmpty() ? "" : "; for example " + example);
  }

  private String knownProperties(ValidationMessage message) {
    return around(message).path("properties").properties().stream()
        .map(Map.Entry::getKey)
        .collect(joining(", "));
  }

  /**
   * The schema in which the keyword stands, or, for an alternative, the one that has alternatives.
   */
  private JsonNode around(ValidationMessage message) {
    var location = message.getSchemaLocation();
    var pointer = location.getFragment().toString().replaceFirst("/anyOf(/.*)?$|/[^/]*$", "");
    return schemas.get(location.getAbsoluteIri().toString()).at(JsonPointer.compile(pointer));
  }

  private static String words(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false)
        .map(JsonNode::asText)
        .collect(joining(", "));
  }

  private static String count(JsonNode number, String noun) {
    return number.asText() + " " + noun + (number.asInt() == 1 ? "" : "s");
  }
}
