package org.warmhandoff.record.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** Parts of a record that are marked: they must be there, and be something that can be left out. */
final class Marks {

  /** What makes a record this record. */
  private static final Set<String> NEVER_LEFT_OUT =
      Set.of("kind", "id", "version", "recordedAt", "participantId", "state", "marked");

  private Marks() {}

  static List<RecordProblem> problems(ObjectNode tree) {
    var marked = tree.path("marked");
    return IntStream.range(0, marked.size())
        .filter(place -> !isPart(marked.get(place).path("at").asText(), tree))
        .mapToObj(
            place ->
                new RecordProblem(
                    "/marked/" + place + "/at",
                    "must be a part of this record that can be left out"))
        .toList();
  }

  private static boolean isPart(String at, JsonNode tree) {
    return !tree.at(at).isMissingNode() && !NEVER_LEFT_OUT.contains(at.split("/", 3)[1]);
  }
}
