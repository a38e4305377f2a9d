package org.warmhandoff.match;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How names are spelled. Case, accents, spaces and punctuation do not count, and letters that other
 * keyboards lack are what they are typed as. Neither do the accents of Greek, the points of Hebrew
 * and the vowel signs of Arabic, which are mostly left out. In other scripts every mark counts:
 * there they are vowels.
 */
final class Spelling {

  private static final int LONG_ENOUGH = 5;

  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("ø", "o"),
          Map.entry("ł", "l"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("þ", "th"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ı", "i"),
          Map.entry("ħ", "h"),
          Map.entry("ς", "σ"),
          Map.entry("ё", "е"),
          Map.entry("ٱ", "ا"));

  /** The other way in which these are typed; the first is without the accent. */
  private static final Map<String, String> EXPANDED =
      Map.of("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa");

  private static final Pattern ACCENTED =
      Pattern.compile("([\\p{IsLatin}\\p{IsGreek}])\\p{InCombiningDiacriticalMarks}+");

  /** Vowel signs and the hamza of Arabic, and Hebrew points, which most leave out. */
  private static final Pattern POINTED =
      Pattern.compile("[\\u0591-\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670]");

  private static final int MOST_EXPANDED = 4;

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

  /** Each of the letters that are typed in two ways, in either. */
  private static Set<String> spellings(String text) {
    var all = Set.of(lower(text));
    for (var letter : EXPANDED.entrySet()) {
      all = all.stream().flatMap(one -> either(one, letter).stream()).collect(toSet());
    }
    return all.stream().map(Spelling::plain).collect(toSet());
  }

  private static Set<String> either(String text, Map.Entry<String, String> letter) {
    var all = new HashSet<>(Set.of(text));
    var at = text.indexOf(letter.getKey());
    for (var found = 0; at >= 0 && found < MOST_EXPANDED; found++) {
      for (var one : List.copyOf(all)) {
        all.add(one.replaceFirst(letter.getKey(), letter.getValue()));
      }
      at = text.indexOf(letter.getKey(), at + 1);
    }
    all.add(text.replace(letter.getKey(), letter.getValue()));
    return all;
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
    var unaccented = ACCENTED.matcher(apart).replaceAll("$1");
    return NO_LETTER.matcher(POINTED.matcher(unaccented).replaceAll("")).replaceAll("");
  }

  /** With its spaces and punctuation, and without accents: as a strict search may want it. */
  static String unaccented(String text) {
    var apart = Normalizer.normalize(text, Form.NFD);
    return ACCENTED.matcher(apart).replaceAll("$1");
  }

  /** As it is typed where a keyboard lacks its letters, capitals left: {@code Mueller}. */
  static String expanded(String text) {
    var typed = text;
    for (var letter : EXPANDED.entrySet()) {
      var capital = letter.getKey().toUpperCase(Locale.ROOT);
      var first = letter.getValue().substring(0, 1).toUpperCase(Locale.ROOT);
      typed =
          typed
              .replace(letter.getKey(), letter.getValue())
              .replace(capital, first + letter.getValue().substring(1));
    }
    return unaccented(typed);
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
      if (!mark.isEmpty() && !otherMark.isEmpty() && !mark.equals(otherMark)) {
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
