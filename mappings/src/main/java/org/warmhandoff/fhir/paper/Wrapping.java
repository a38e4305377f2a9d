package org.warmhandoff.fhir.paper;

import java.util.StringJoiner;

/**
 * A text in lines of a width. What follows the first line stands further in, so that no text can
 * pass for a heading or for the next line.
 */
final class Wrapping {

  private static final String INDENT = "  ";

  /** Not after the country code of a phone number. */
  private static final String BREAK = "(?<![+]\\d{1,3})\\s+";

  private final int width;
  private final StringJoiner lines = new StringJoiner("\n");
  private StringBuilder line;
  private boolean hasWords;

  private Wrapping(String mark, int width) {
    this.width = width;
    this.line = new StringBuilder(mark);
  }

  /** A word longer than a line has one of its own: nobody can use half an address. */
  static String wrapped(String mark, String text, int width) {
    var wrapping = new Wrapping(mark, width);
    text.lines().filter(line -> !line.isBlank()).forEach(wrapping::add);
    return wrapping.lines.add(wrapping.line).toString();
  }

  private void add(String text) {
    if (hasWords) {
      breakLine();
    }
    for (var word : text.strip().split(BREAK, -1)) {
      addWord(word);
    }
  }

  private void addWord(String word) {
    if (hasWords && line.length() + 1 + word.length() > width) {
      breakLine();
    }
    line.append(hasWords ? " " : "").append(word);
    hasWords = true;
  }

  private void breakLine() {
    lines.add(line);
    line = new StringBuilder(INDENT);
    hasWords = false;
  }
}
