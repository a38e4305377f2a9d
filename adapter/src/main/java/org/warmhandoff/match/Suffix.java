package org.warmhandoff.match;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What tells a father from a son of the same name. Degrees and titles are none of it. */
final class Suffix {

  private static final Map<String, String> GENERATIONS =
      Map.ofEntries(
          Map.entry("jr", "jr"),
          Map.entry("jnr", "jr"),
          Map.entry("junior", "jr"),
          Map.entry("sr", "sr"),
          Map.entry("snr", "sr"),
          Map.entry("senior", "sr"),
          Map.entry("1st", "i"),
          Map.entry("first", "i"),
          Map.entry("ii", "ii"),
          Map.entry("2nd", "ii"),
          Map.entry("second", "ii"),
          Map.entry("iii", "iii"),
          Map.entry("3rd", "iii"),
          Map.entry("third", "iii"),
          Map.entry("iv", "iv"),
          Map.entry("4th", "iv"),
          Map.entry("fourth", "iv"),
          Map.entry("5th", "v"),
          Map.entry("fifth", "v"),
          Map.entry("vi", "vi"),
          Map.entry("6th", "vi"));

  /** At the end of a given name these are initials of another. */
  private static final Set<String> LETTERS = Set.of("i", "v");

  private Suffix() {}

  /** The first generation that is named in a list of suffixes. */
  static Optional<String> of(List<String> suffixes) {
    return suffixes.stream()
        .flatMap(Suffix::words)
        .flatMap(one -> letter(one).or(() -> generation(one)).stream())
        .findFirst();
  }

  /** The generation at the end of a name of several words. */
  static Optional<String> in(String name) {
    var words = words(name).toList();
    return words.size() < 2 ? Optional.empty() : generation(words.get(words.size() - 1));
  }

  /** The same of a family name, after which a single letter is no initial. */
  static Optional<String> inFamily(String name) {
    var words = words(name).toList();
    return words.size() < 2
        ? Optional.empty()
        : letter(words.get(words.size() - 1)).or(() -> in(name));
  }

  private static Optional<String> letter(String word) {
    return Optional.of(Spelling.plain(word)).filter(LETTERS::contains);
  }

  /** The family name without it. */
  static String withoutInFamily(String family) {
    return inFamily(family).isEmpty() ? family : cut(family);
  }

  /** The name without it. */
  static String without(String name) {
    return in(name).isEmpty() ? name : cut(name);
  }

  /** With the article of <em>the Third</em>. */
  private static String cut(String name) {
    return name.replaceFirst("(?i)([\\s,]+the)?[\\s,]+[^\\s,]+[\\s,]*$", "");
  }

  private static Optional<String> generation(String word) {
    return Optional.ofNullable(GENERATIONS.get(Spelling.plain(word)));
  }

  private static Stream<String> words(String name) {
    return name == null
        ? Stream.empty()
        : Arrays.stream(name.split("[\\s,]+")).filter(word -> !Spelling.isBlank(word));
  }
}
