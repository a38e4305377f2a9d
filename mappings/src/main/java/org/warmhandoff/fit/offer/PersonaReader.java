package org.warmhandoff.fit.offer;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.record.Words;

/** Personas from their JSON: read strictly, everything that is wrong told at once. */
public final class PersonaReader {

  private static final List<String> NAMES = List.of("epic-like", "oracle-like", "plain");

  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .annotationIntrospector(new ConstantsAsWords())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .withConfigOverride(List.class, list -> list.setSetterInfo(ABSENT_IS_EMPTY))
          .withConfigOverride(Set.class, set -> set.setSetterInfo(ABSENT_IS_EMPTY))
          .withConfigOverride(Map.class, map -> map.setSetterInfo(ABSENT_IS_EMPTY))
          .build();

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(
              VersionFlag.V202012,
              builder ->
                  builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())))
          .getSchema(
              schema(), SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());

  private static final Persona PLAIN = shipped("plain");

  private PersonaReader() {}

  /**
   * One of those that we ship.
   *
   * @throws IllegalArgumentException naming those that there are, where it is none of them
   */
  public static Persona shipped(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no persona of that name; there are: " + String.join(", ", NAMES));
    }
    return read(resource("persona-" + name + ".json"));
  }

  /** Those that we ship, sorted. */
  public static List<String> names() {
    return NAMES;
  }

  /** A partner with nothing special to it. */
  public static Persona plain() {
    return PLAIN;
  }

  /** The JSON Schema that a persona keeps. */
  public static String schema() {
    return new String(resource("persona.schema.json"), StandardCharsets.UTF_8);
  }

  /**
   * A deployer's own.
   *
   * @param json in UTF-8
   * @throws PersonaProblems naming everything that is wrong
   */
  public static Persona read(byte[] json) {
    try {
      var tree = MAPPER.readTree(json);
      var problems = problems(tree);
      if (!problems.isEmpty()) {
        throw new PersonaProblems(problems);
      }
      return MAPPER.treeToValue(tree, Persona.class);
    } catch (JsonProcessingException notJson) {
      var line = notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
      throw new PersonaProblems(
          List.of("line " + line + ": is not JSON: " + notJson.getOriginalMessage()));
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory cannot fail", impossible);
    }
  }

  private static List<String> problems(JsonNode tree) {
    return Stream.concat(shape(tree), PersonaPaths.problems(tree)).distinct().sorted().toList();
  }

  private static Stream<String> shape(JsonNode tree) {
    return SCHEMA.validate(tree).stream().map(message -> place(message) + ": " + said(message));
  }

  private static String place(ValidationMessage message) {
    return message.getInstanceLocation().toString();
  }

  /** The validator names the place in front of its words, too. */
  private static String said(ValidationMessage message) {
    var words = message.getMessage();
    return words.startsWith(place(message) + ": ")
        ? words.substring(place(message).length() + 2)
        : words;
  }

  private static byte[] resource(String name) {
    try (var in = PersonaReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read " + name, broken);
    }
  }

  /** Reads {@code try-later} as {@code TRY_LATER}. */
  private static final class ConstantsAsWords extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return Arrays.stream(constants).map(Words::word).toArray(String[]::new);
    }
  }
}
