package org.warmhandoff.match;

import static java.util.stream.Collectors.joining;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How names are spelled. Case, accents, spaces and punctuation do not count, and letters that other
 * keyboards lack are what they are typed as. In scripts other than Latin every mark counts: there
 * they are vowels.
 */
final class Spelling {

  private static final int LONG_ENOUGH = 5;

  private static final Map<String, String> LETTERS =
      Map.of(
          "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı",
          "i", "ħ", "h");

  /** The other way in which these are typed; the first is without the accent. */
  private static final Map<String, String> EXPANDED =
      Map.of("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa");

  private static final Pattern ACCENTED =
      Pattern.compile("(\\p{IsLatin})\\p{InCombiningDiacriticalMarks}+");

  /** Letters of these are apostrophes, such as the Hawaiian okina. */
  private static final Pattern NO_LETTER =
      Pattern.compile("[^\\p{L}\\p{N}\\p{M}]|\\p{InSpacingModifierLetters}");

  private static final Pattern LETTER = Pattern.compile("\\P{M}\\p{M}*");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}]+");

  /** Words that many families share. */
  private static final Set<String> PARTICLES =
      Set.of(
          "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
          "el", "ibn", "la", "las", "le", "los", "mac", "mc", "saint", "san", "santa", "st", "ten",
          "ter", "van", "von", "zu");

  private Spelling() {}

  /** Without what does not count. */
  static String plain(String text) {
    return bare(typed(lower(text), LETTERS));
  }

  /** Whether both are spellings of the same, and of something. */
  static boolean same(String one, String other) {
    return !plain(one).isEmpty() && !Collections.disjoint(spellings(one), spellings(other));
  }

  private static Set<String> spellings(String text) {
    return Set.copyOf(
        Arrays.asList(plain(text), bare(typed(typed(lower(text), EXPANDED), LETTERS))));
  }

  private static String lower(String text) {
    return Normalizer.normalize(text == null ? "" : text, Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static String typed(String lower, Map<String, String> letters) {
    return lower
        .codePoints()
        .mapToObj(Character::toString)
        .map(letter -> letters.getOrDefault(letter, letter))
        .collect(joining());
  }

  private static String bare(String text) {
    var apart = Normalizer.normalize(text, Form.NFD);
    return NO_LETTER.matcher(ACCENTED.matcher(apart).replaceAll("$1")).replaceAll("");
  }

  /** With its spaces and punctuation, and without accents: as a strict search may want it. */
  static String unaccented(String text) {
    var apart = Normalizer.normalize(text, Form.NFD);
    return ACCENTED.matcher(apart).replaceAll("$1");
  }

  static boolean isBlank(String text) {
    return plain(text).isEmpty();
  }

  /** Whether both write an accent on the same letter, and not the same one: Thúy is not Thủy. */
  static boolean accentsDiffer(String one, String other) {
    var ours = letters(one);
    var theirs = letters(other);
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (var i = 0; i < ours.size(); i++) {
      var mark = ours.get(i).substring(1);
      var otherMark = theirs.get(i).substring(1);
      if (!mark.contains(otherMark) && !otherMark.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> letters(String text) {
    var apart = NO_LETTER.matcher(Normalizer.normalize(lower(text), Form.NFD)).replaceAll("");
    return LETTER.matcher(apart).results().map(one -> one.group()).toList();
  }

  /** The parts of a family name that tell it from others. */
  static List<String> parts(String family) {
    return BETWEEN
        .splitAsStream(family)
        .map(Spelling::plain)
        .filter(part -> part.length() > 1 && !PARTICLES.contains(part))
        .toList();
  }

  static boolean isInitial(String plain) {
    return plain.length() == 1 && isLatin(plain);
  }

  static boolean isLatin(String text) {
    return text.codePoints().anyMatch(one -> UnicodeScript.of(one) == UnicodeScript.LATIN);
  }

  /**
   * Whether one letter is more, less or other, but not the first: Jayden and Hayden may be twins.
   * In short names it is another name.
   */
  static boolean mistyped(String plain, String other) {
    if (Math.min(plain.length(), other.length()) < LONG_ENOUGH
        || plain.charAt(0) != other.charAt(0)) {
      return false;
    }
    var same = 0;
    while (same < Math.min(plain.length(), other.length())
        && plain.charAt(same) == other.charAt(same)) {
      same++;
    }
    var rest = plain.substring(same);
    var otherRest = other.substring(same);
    return without(rest).equals(without(otherRest))
        || rest.equals(without(otherRest))
        || without(rest).equals(otherRest);
  }

  private static String without(String text) {
    return text.isEmpty() ? text : text.substring(1);
  }
}
