package org.warmhandoff.api.referral;

import java.util.Optional;

/** What staff type, of which nothing is known but that people are to read it again. */
final class StaffText {

  static final int SHORT = 100;
  static final String SHORT_SAID = "1 to 100 characters, none of them a control character";
  static final int LINE = 200;
  static final String LINE_SAID = "1 to 200 characters, none of them a control character";
  static final int LONG = 1000;
  static final String LONG_SAID =
      "1 to 1000 characters, none of them a control character but line breaks";

  private StaffText() {}

  /** Without blanks around it; empty where nothing was typed, too much, or what nobody can see. */
  static Optional<String> of(String typed, int longest) {
    return Optional.ofNullable(typed)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= longest)
        .filter(text -> text.codePoints().allMatch(one -> isShown(one, longest == LONG)));
  }

  /** Neither controls, nor halves of characters, nor what turns the direction of others. */
  private static boolean isShown(int one, boolean lines) {
    return (lines && one == '\n')
        || switch (Character.getType(one)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
