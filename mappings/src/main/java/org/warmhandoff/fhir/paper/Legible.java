package org.warmhandoff.fhir.paper;

/** Somebody's text as it can be shown among other text without harm to that. */
final class Legible {

  /** Shown in place of what cannot be: a reader must see that something stood there. */
  private static final int REPLACEMENT = 0xFFFD;

  private Legible() {}

  static String text(String text) {
    return isLegible(text) ? text : madeLegible(text);
  }

  /** Nearly every text is, and to look is much cheaper than to put it together anew. */
  private static boolean isLegible(String text) {
    for (var place = 0; place < text.length(); place++) {
      var character = text.charAt(place);
      var letters =
          (character >= ' ' && character < 0x7F)
              || (character >= 0xA0 && character < 0x2028)
              || character == '\n';
      if (!letters) {
        return false;
      }
    }
    return true;
  }

  private static String madeLegible(String text) {
    var legible = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .filter(character -> !turnsAround(character))
        .map(Legible::legible)
        .forEach(legible::appendCodePoint);
    return legible.toString();
  }

  /** Embeddings, overrides and isolates: they could turn round a phone number that follows. */
  private static boolean turnsAround(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }

  private static int legible(int character) {
    return switch (Character.getType(character)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
      case Character.CONTROL -> control(character);
      case Character.SURROGATE -> REPLACEMENT;
      default -> isNoCharacter(character) ? REPLACEMENT : character;
    };
  }

  private static int control(int character) {
    return switch (character) {
      case '\n', '\r' -> '\n';
      case '\t' -> ' ';
      default -> REPLACEMENT;
    };
  }

  /** XML allows two of them nowhere, FHIR none. */
  private static boolean isNoCharacter(int character) {
    return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
  }
}
