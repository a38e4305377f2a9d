package org.warmhandoff.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.record.Reading.Problem;

/**
 * Finds texts that could not be written down again (half characters, and what XML cannot hold), or
 * that do not show what they say: characters that turn the direction of those around them can make
 * one name look like another.
 */
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
    if (node.isTextual()) {
      look(place, node.textValue(), problems);
    }
  }

  private static void look(String place, String text, List<Problem> problems) {
    if (!text.codePoints().allMatch(RecordTexts::isCharacter)) {
      problems.add(new Problem(place, "must hold whole Unicode characters and no control ones"));
    } else if (text.codePoints().anyMatch(RecordTexts::turnsDirection)) {
      problems.add(
          new Problem(
              place,
              "must not hold characters that turn the direction of text (U+202A to U+202E, U+2066"
                  + " to U+2069)"));
    }
  }

  private static boolean isCharacter(int point) {
    var control =
        Character.getType(point) == Character.CONTROL
            && point != '\n'
            && point != '\r'
            && point != '\t';
    var half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !control && !half && (point & 0xFFFE) != 0xFFFE;
  }

  /** Marks such as U+200E are left: names in some scripts need them, and they turn nothing else. */
  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }
}
