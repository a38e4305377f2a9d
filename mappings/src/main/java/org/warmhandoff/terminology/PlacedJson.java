package org.warmhandoff.terminology;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value that knows the line it begins in, so that what is wrong can be pointed at.
 *
 * @param value a {@code Map} of properties, a {@code List} of items, or the text of a scalar
 */
record PlacedJson(Object value, int line) {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** What is not JSON, and in which line. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    private Malformed(JsonProcessingException cause) {
      super(cause.getOriginalMessage());
      this.line = Optional.ofNullable(cause.getLocation()).map(at -> at.getLineNr()).orElse(1);
    }

    int line() {
      return line;
    }
  }

  static PlacedJson parse(byte[] json) throws Malformed {
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      var value = read(parser);
      if (parser.nextToken() != null) {
        throw new Malformed(new JsonParseException(parser, "something follows the first value"));
      }
      return value;
    } catch (JsonProcessingException notJson) {
      throw new Malformed(notJson);
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory cannot fail", impossible);
    }
  }

  /** The property of that name, if this is an object that has it. */
  Optional<PlacedJson> get(String name) {
    return value instanceof Map<?, ?> properties
        ? Optional.ofNullable((PlacedJson) properties.get(name))
        : Optional.empty();
  }

  /** The text under that name, if it is one. */
  Optional<String> text(String name) {
    return get(name)
        .map(PlacedJson::value)
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** The items under that name; none if there is no list. */
  List<PlacedJson> items(String name) {
    return get(name).map(PlacedJson::value).filter(List.class::isInstance).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(PlacedJson.class::cast)
        .toList();
  }

  private static PlacedJson read(JsonParser parser) throws IOException {
    var line = parser.currentTokenLocation().getLineNr();
    var token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new PlacedJson(object(parser), line);
    }
    if (token == JsonToken.START_ARRAY) {
      return new PlacedJson(array(parser), line);
    }
    return new PlacedJson(token == null ? "" : parser.getText(), line);
  }

  private static Map<String, PlacedJson> object(JsonParser parser) throws IOException {
    var properties = new LinkedHashMap<String, PlacedJson>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      properties.put(name, read(parser));
    }
    return properties;
  }

  private static List<PlacedJson> array(JsonParser parser) throws IOException {
    var items = new ArrayList<PlacedJson>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return items;
  }
}
