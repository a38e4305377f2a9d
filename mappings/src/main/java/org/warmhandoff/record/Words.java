package org.warmhandoff.record;

import java.util.Locale;

/** How the names of our constants are written in JSON: lower case, with hyphens. */
public final class Words {

  private Words() {}

  /** The word of a constant: {@code BEING_ACTED_ON} is {@code being-acted-on}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant of a word.
   *
   * @throws IllegalArgumentException if none is written so
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** A constant as a person reads it: {@code BEING_ACTED_ON} is {@code being acted on}. */
  public static String words(Enum<?> constant) {
    return word(constant).replace('-', ' ');
  }
}
