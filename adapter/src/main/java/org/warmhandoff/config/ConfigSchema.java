package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.warmhandoff.record.PartnerRole;

/** The configuration's schema, {@code config.schema.json}. */
final class ConfigSchema {

  private static final JsonNode TREE = read();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(TREE, SchemaValidatorsConfig.builder().pathType(PathType.JSON_PATH).build());

  private ConfigSchema() {}

  /** One line a problem, each with the path of the setting; never with its value. */
  static List<String> problems(JsonNode config) {
    return SCHEMA.validate(config).stream().map(ConfigSchema::line).distinct().sorted().toList();
  }

  private static JsonNode read() {
    try (var in = ConfigSchema.class.getResourceAsStream("config.schema.json")) {
      return withRoles(new ObjectMapper().readTree(in));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Which roles there are, the records say. */
  private static JsonNode withRoles(JsonNode schema) {
    var words = Stream.of(PartnerRole.values()).map(PartnerRole::word).toList();
    var role = (ObjectNode) schema.at("/properties/partners/items/properties/roles/items");
    words.forEach(role.putArray("enum")::add);
    role.put("description", "one of " + String.join(", ", words));
    return schema;
  }

  /** The schema with all that it allows. */
  static JsonNode tree() {
    return TREE;
  }

  private static String line(ValidationMessage message) {
    var place =
        message
            .getInstanceLocation()
            .toString()
            .replaceFirst("^\\$\\.?", "")
            .replaceAll("\\['([^']+)']", ".$1");
    var property = message.getProperty() == null ? "" : message.getProperty();
    var path = place.isEmpty() || property.isEmpty() ? place + property : place + "." + property;
    return (path.isEmpty() ? "the file" : path) + ": " + reason(message);
  }

  private static String reason(ValidationMessage message) {
    return switch (message.getType()) {
      case "required" -> "is required";
      case "additionalProperties" ->
          "is not a known setting"
              + Nearest.of(message.getProperty(), known(message))
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("");
      default -> "expected: " + description(message);
    };
  }

  /** What may stand where that stood. */
  private static List<String> known(ValidationMessage message) {
    var pointer = message.getSchemaLocation().getFragment().toString();
    var place = TREE.at(pointer.substring(0, pointer.lastIndexOf('/')));
    return place.path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Every setting of the schema is described by what it must be. */
  private static String description(ValidationMessage message) {
    var pointer = message.getSchemaLocation().getFragment().toString();
    var setting = TREE.at(pointer.substring(0, pointer.lastIndexOf('/')));
    return setting.path("description").asText("another kind of value");
  }
}
