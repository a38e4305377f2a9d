package org.warmhandoff.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.record.Reading.Problem;

/** Finds texts that could not be written down again: half characters, and what XML cannot hold. */
final class RecordTexts {

  private RecordTexts() {}

  static List<Problem> problems(JsonNode tree) {
    var problems = new ArrayList<Problem>();
    look("", tree, problems);
    return problems;
  }

  private static void look(String place, JsonNode node, List<Problem> problems) {
    node.properties()
        .forEach(
            property ->
                look(Pointers.toUnknown(place, property.getKey()), property.getValue(), problems));
    for (var index = 0; node.isArray() && index < node.size(); index++) {
      look(place + "/" + index, node.get(index), problems);
    }
    if (node.isTextual() && !node.textValue().codePoints().allMatch(RecordTexts::isCharacter)) {
      problems.add(new Problem(place, "must hold whole Unicode characters and no control ones"));
    }
  }

  private static boolean isCharacter(int point) {
    var control = point < ' ' && point != '\n' && point != '\r' && point != '\t';
    var half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !control && !half && (point & 0xFFFE) != 0xFFFE;
  }
}
