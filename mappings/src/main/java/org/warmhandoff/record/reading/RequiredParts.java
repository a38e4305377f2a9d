package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.RecordKind;

/** What the records cannot be without, by their schemas. */
public final class RequiredParts {

  /** In place of what a record cannot be without. Stands where the program's number is shown. */
  public static final String ASK = "Ask the program.";

  private static final String REF = "$ref";

  private final Map<String, JsonNode> schemas = new HashMap<>();

  /** By the schemas on the class path. */
  public RequiredParts() {
    schemas.put("common.schema.json", RecordSchemas.tree("common"));
    for (var kind : RecordKind.values()) {
      schemas.put(file(kind), RecordSchemas.tree(kind.word()));
    }
  }

  /** Whether what holds that part can be without it; an entry of a list always. */
  public boolean isDispensable(RecordKind kind, JsonPointer part, JsonNode tree) {
    var holder = schema(file(kind), part.head());
    return tree.at(part.head()).isArray()
        || StreamSupport.stream(holder.node().path("required").spliterator(), false)
            .noneMatch(name -> name.asText().equals(part.last().getMatchingProperty()));
  }

  /**
   * What must go with that part if it goes: itself, or the least around it that the record can be
   * without; empty where the record cannot be without it.
   */
  public Optional<JsonPointer> dispensable(RecordKind kind, JsonPointer part, JsonNode tree) {
    return Stream.iterate(part, at -> !at.matches(), JsonPointer::head)
        .filter(at -> isDispensable(kind, at, tree))
        .findFirst();
  }

  /** Whether that part may say this text: not a code, a number, a day or an id. */
  public boolean canSay(RecordKind kind, JsonPointer part, String text) {
    var node = schema(file(kind), part).node();
    return node.path("type").asText().equals("string")
        && !node.has("enum")
        && !node.has("format")
        && Pattern.compile(node.path("pattern").asText()).matcher(text).find();
  }

  private Position schema(String file, JsonPointer part) {
    var place = new Position(file, schemas.get(file));
    for (var rest = part; !rest.matches(); rest = rest.tail()) {
      place = resolved(place.inner(rest.getMatchingProperty()));
    }
    return place;
  }

  private Position resolved(Position place) {
    var reference = place.node().path(REF).asText();
    if (reference.isEmpty()) {
      return place;
    }
    var hash = reference.indexOf('#');
    var file = hash == 0 ? place.file() : reference.substring(0, hash);
    return resolved(new Position(file, schemas.get(file).at(reference.substring(hash + 1))));
  }

  private static String file(RecordKind kind) {
    return kind.word() + ".schema.json";
  }

  private record Position(String file, JsonNode node) {

    Position inner(String name) {
      return new Position(
          file, node.has("items") ? node.get("items") : node.at("/properties/" + name));
    }
  }
}
