package org.warmhandoff.record.reading;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** The schemas, compiled once. They come from the class path; nothing is ever fetched. */
final class RecordSchemas {

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          .pathType(PathType.JSON_POINTER)
          .build();

  private final Map<RecordKind, JsonSchema> schemas;
  private final SchemaReasons reasons;

  RecordSchemas() {
    var texts =
        Stream.concat(Stream.of("common"), Arrays.stream(RecordKind.values()).map(RecordKind::word))
            .map(word -> word + ".schema.json")
            .collect(toMap(Schemas.BASE::concat, RecordSchemas::text));
    var factory = factory(texts);
    schemas =
        Arrays.stream(RecordKind.values())
            .collect(toMap(identity(), kind -> factory.getSchema(id(kind), CONFIG)));
    schemas.values().forEach(JsonSchema::initializeValidators);
    reasons = new SchemaReasons(trees(texts));
  }

  /**
   * What the schema of that kind finds wrong.
   *
   * @param firstOnly whether it stops looking at the first
   */
  List<RecordProblem> problems(RecordKind kind, JsonNode tree, boolean firstOnly) {
    return schemas
        .get(kind)
        .validate(tree, context -> context.getExecutionConfig().setFailFast(firstOnly))
        .stream()
        .filter(RecordSchemas::isOwnFinding)
        .map(reasons::problem)
        .toList();
  }

  private static JsonSchemaFactory factory(Map<String, String> texts) {
    return JsonSchemaFactory.getInstance(
        VersionFlag.V202012,
        builder ->
            builder.schemaLoaders(
                loaders -> loaders.schemas(texts).add(DisallowSchemaLoader.getInstance())));
  }

  private static SchemaLocation id(RecordKind kind) {
    return SchemaLocation.of(Schemas.BASE + kind.word() + ".schema.json");
  }

  private static String text(String name) {
    return Schemas.text(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not on the class path"));
  }

  private static Map<String, JsonNode> trees(Map<String, String> texts) {
    return texts.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, text -> parsed(text.getValue())));
  }

  /** The schema of that name, such as {@code common}. */
  static JsonNode tree(String word) {
    return parsed(text(word + ".schema.json"));
  }

  private static JsonNode parsed(String text) {
    try {
      return RecordJson.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a schema is not JSON", broken);
    }
  }

  /** The validator adds a summary to what it finds inside a condition; the finding is enough. */
  private static boolean isOwnFinding(ValidationMessage message) {
    return !message.getType().equals("if") && !message.getType().equals("allOf");
  }
}
