package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * The name under which a file is kept: its own, without what a terminal would obey, and short
 * enough that its problems have a name beside it.
 *
 * @param ending from its last dot on, or empty
 */
record FiledName(String stem, String ending) {

  /** What the name of a file's problems ends in. */
  static final String PROBLEMS = ".problems.json";

  /** What follows that while they are being written. */
  static final String UNFINISHED = ".part";

  /** Of what file systems take for a name, in bytes. */
  private static final int LONGEST = 255;

  private static final int BESIDE_IT = PROBLEMS.length() + UNFINISHED.length();
  private static final int ROOM_FOR_A_NUMBER = 12;

  /** Control characters, and those that turn the direction of what follows. */
  private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  static FiledName of(String name) {
    var readable = OBEYED.matcher(name).replaceAll("_");
    var dot = readable.lastIndexOf('.');
    var ending = dot < 0 ? "" : readable.substring(dot);
    var stem = dot < 0 ? readable : readable.substring(0, dot);
    return new FiledName(
        shortened(stem, LONGEST - BESIDE_IT - ROOM_FOR_A_NUMBER - bytes(ending)), ending);
  }

  private static String shortened(String stem, int most) {
    var end = stem.length();
    while (bytes(stem.substring(0, end)) > most) {
      end = stem.offsetByCodePoints(end, -1);
    }
    return stem.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  /** The name of the first, or with a number that of a later one of the same name. */
  String numbered(int number) {
    return number == 1 ? stem + ending : stem + "-" + number + ending;
  }
}
