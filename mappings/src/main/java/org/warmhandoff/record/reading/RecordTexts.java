package org.warmhandoff.record.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/**
 * Finds texts that could not be written down again (half characters, and what XML cannot hold), or
 * that do not show what they say: characters that turn the direction of those around them can make
 * one name look like another.
 */
final class RecordTexts {

  /** In longer ones nobody is told apart, and they are pasted from where such characters are. */
  private static final int SHORT = 200;

  private RecordTexts() {}

  static List<RecordProblem> problems(JsonNode tree) {
    var problems = new ArrayList<RecordProblem>();
    look("", tree, problems);
    return problems;
  }

  private static void look(String place, JsonNode node, List<RecordProblem> problems) {
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

  private static void look(String place, String text, List<RecordProblem> problems) {
    if (!text.codePoints().allMatch(RecordTexts::isCharacter)) {
      problems.add(
          new RecordProblem(place, "must hold whole Unicode characters and no control ones"));
    } else if (text.codePoints().anyMatch(RecordTexts::turnsDirection)) {
      problems.add(
          new RecordProblem(
              place,
              "must not hold characters that turn the direction of text (U+202A to U+202E, U+2066"
                  + " to U+2069)"));
    } else if (text.length() <= SHORT && text.codePoints().anyMatch(RecordTexts::isUnseen)) {
      problems.add(
          new RecordProblem(
              place, "must not hold characters that nobody sees (such as U+200B, U+2060, U+FEFF)"));
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

  /** Two names that look the same are the same. Joiners (U+200C, U+200D) some scripts need. */
  private static boolean isUnseen(int point) {
    return point == 0x200B
        || point == 0x180E
        || point == 0xFEFF
        || point == 0x115F
        || point == 0x1160
        || point == 0x3164
        || point == 0xFFA0
        || (point >= 0x2028 && point <= 0x2029)
        || (point >= 0x2060 && point <= 0x2064)
        || (point >= 0x206A && point <= 0x206F)
        || (point >= 0xFFF9 && point <= 0xFFFB)
        || (point >= 0xE0000 && point <= 0xE007F);
  }

  /** Marks such as U+200E are left: names in some scripts need them, and they turn nothing else. */
  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }
}
