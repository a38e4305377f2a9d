package org.warmhandoff.cli.tools;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes for a terminal: what it would obey is shown instead, such as {@code <U+001B>}. Only line
 * ends, those of CSV among them, and tabs are what they are.
 */
public final class Visible extends FilterWriter {

  private Visible(Writer to) {
    super(to);
  }

  /** A writer of which nothing makes a terminal do anything. */
  public static PrintWriter on(PrintWriter out) {
    return new PrintWriter(new Visible(out), false);
  }

  @Override
  public void write(int character) throws IOException {
    if (isObeyed((char) character)) {
      out.write("<U+%04X>".formatted(character));
    } else {
      out.write(character);
    }
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    for (var at = from; at < from + length; at++) {
      if (characters[at] == '\r' && at + 1 < from + length && characters[at + 1] == '\n') {
        out.write('\r');
      } else {
        write(characters[at]);
      }
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    write(text.toCharArray(), from, length);
  }

  private static boolean isObeyed(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\n' && character != '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
