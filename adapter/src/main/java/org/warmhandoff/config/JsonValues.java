package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.Words;

/** Values of a configuration that is valid, as what they are. */
final class JsonValues {

  private JsonValues() {}

  static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  static <T> List<T> each(JsonNode array, Function<JsonNode, T> one) {
    return StreamSupport.stream(array.spliterator(), false).map(one).toList();
  }

  static <E extends Enum<E>> Set<E> words(JsonNode array, E[] all) {
    var written = new LinkedHashSet<>(each(array, JsonNode::asText));
    return Set.copyOf(Stream.of(all).filter(one -> written.contains(Words.word(one))).toList());
  }

  static Duration duration(JsonNode node, Duration otherwise) {
    return node.isMissingNode() ? otherwise : Durations.parse(node.asText());
  }
}
