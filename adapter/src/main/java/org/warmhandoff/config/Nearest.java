package org.warmhandoff.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the words that are known may have been meant. */
final class Nearest {

  private static final int LETTERS_FOR_A_FAULT = 3;

  private Nearest() {}

  /** The nearest of them, unless it is so far off that it would be a guess. */
  static Optional<String> of(String said, Collection<String> known) {
    var most = Math.max(1, said.length() / LETTERS_FOR_A_FAULT);
    return known.stream()
        .filter(word -> distance(plain(said), plain(word)) <= most)
        .min(Comparator.comparing(word -> distance(plain(said), plain(word))));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Levenshtein's: letters to put in, take out or change. */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (var column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (var line = 1; line <= one.length(); line++) {
      var diagonal = row[0];
      row[0] = line;
      for (var column = 1; column < row.length; column++) {
        var changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[other.length()];
  }
}
