package org.warmhandoff.store;

import java.util.List;

/** What a receipt says was left out, in one column: a line each. */
public final class LeftOutColumn {

  private static final int MOST = 2000;
  private static final String MORE = "...";

  private LeftOutColumn() {}

  /** The lines as one text. */
  public static String text(List<String> leftOut) {
    var text = String.join("\n", leftOut);
    return text.length() <= MOST ? text : text.substring(0, MOST - MORE.length()) + MORE;
  }

  static List<String> list(String text) {
    return text.lines().toList();
  }
}
