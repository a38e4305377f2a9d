package org.warmhandoff.record.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;

/** The JSON of the records: read strictly, bound to the Java records, written canonically. */
final class RecordJson {

  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  /** Of a time of RFC 3339 that does not run by UTC. */
  private static final Pattern OFFSET = Pattern.compile("[+-](?!00:00)\\d{2}:\\d{2}$");

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .annotationIntrospector(new ConstantsAsWords())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .withConfigOverride(List.class, list -> list.setSetterInfo(ABSENT_IS_EMPTY))
          .withConfigOverride(Set.class, set -> set.setSetterInfo(ABSENT_IS_EMPTY))
          .build();

  private RecordJson() {}

  /** One JSON value in UTF-8, every name once, nothing after it. */
  static JsonNode parse(byte[] json) throws JsonProcessingException {
    var tree = MAPPER.readTree(text(json));
    if (tree.isMissingNode()) {
      throw NotJson.because("must not be empty", place(json, 0));
    }
    return WholeNumbers.in(tree);
  }

  /**
   * The record that a tree says. The kind is known by then and no part of the Java record; an
   * instant forgets by which clock it was written, so that stands beside it.
   */
  static ProgramRecord bind(RecordKind kind, ObjectNode tree) throws JsonProcessingException {
    var components = tree.deepCopy();
    components.remove("kind");
    offset(tree.path("recordedAt").asText()).ifPresent(own -> components.put("offset", own));
    return MAPPER.treeToValue(components, kind.type());
  }

  /** The tree of a record, which binds to the same record again. */
  static ObjectNode tree(ProgramRecord record) {
    ObjectNode tree = MAPPER.valueToTree(record);
    return tree.put("kind", record.kind().word());
  }

  private static Optional<String> offset(String time) {
    var parts = OFFSET.matcher(time);
    return parts.find() ? Optional.of(parts.group()) : Optional.empty();
  }

  /** The same bytes for the same content. */
  static byte[] canonical(ObjectNode tree) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(tree);
  }

  private static String text(byte[] json) throws JsonProcessingException {
    var bytes = ByteBuffer.wrap(json);
    var text = CharBuffer.allocate(json.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
      throw NotJson.because("must be JSON in UTF-8", place(json, bytes.position()));
    }
    if (text.flip().length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
      throw NotJson.because("must not begin with a byte order mark (BOM)", place(json, 0));
    }
    return text.toString();
  }

  private static JsonLocation place(byte[] json, int position) {
    var before = new String(json, 0, position, StandardCharsets.UTF_8);
    var line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    return new JsonLocation(null, position, line, before.length() - before.lastIndexOf('\n'));
  }

  /** Reads and writes {@code BEING_ACTED_ON} as {@code being-acted-on}. */
  private static final class ConstantsAsWords extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return Arrays.stream(constants).map(Words::word).toArray(String[]::new);
    }
  }
}
