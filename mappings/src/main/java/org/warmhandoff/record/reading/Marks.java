package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** Parts of a record that are marked: they must be there, and be something that can be left out. */
final class Marks {

  private static final RequiredParts REQUIRED = new RequiredParts();

  private Marks() {}

  static List<RecordProblem> problems(RecordKind kind, ObjectNode tree) {
    var marked = tree.path("marked");
    return IntStream.range(0, marked.size())
        .filter(place -> !canBeLeftOut(kind, marked.get(place).path("at").asText(), tree))
        .mapToObj(
            place ->
                new RecordProblem(
                    "/marked/" + place + "/at",
                    "must be a part of this record that can be left out"))
        .toList();
  }

  /** Or say something else in its place. */
  private static boolean canBeLeftOut(RecordKind kind, String at, JsonNode tree) {
    if (at.startsWith("/marked") || tree.at(at).isMissingNode()) {
      return false;
    }
    var part = JsonPointer.compile(at);
    return REQUIRED.dispensable(kind, part, tree).isPresent()
        || REQUIRED.canSay(kind, part, RequiredParts.ASK);
  }
}
