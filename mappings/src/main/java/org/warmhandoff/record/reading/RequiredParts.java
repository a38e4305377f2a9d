package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.RecordKind;

/** What the records cannot be without, by their schemas. */
public final class RequiredParts {

  private static final String REF = "$ref";

  private final Map<String, JsonNode> schemas = new HashMap<>();

  /** By the schemas on the class path. */
  public RequiredParts() {
    schemas.put("common.schema.json", RecordSchemas.tree("common"));
    for (var kind : RecordKind.values()) {
      schemas.put(file(kind), RecordSchemas.tree(kind.word()));
    }
  }

  /** Whether what holds that part cannot be without it. An entry of a list is never required. */
  public boolean contains(RecordKind kind, JsonPointer part) {
    var holder = schema(file(kind), part.head());
    return StreamSupport.stream(holder.node().path("required").spliterator(), false)
        .anyMatch(name -> name.asText().equals(part.last().getMatchingProperty()));
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
