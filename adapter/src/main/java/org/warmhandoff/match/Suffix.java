package org.warmhandoff.match;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What tells a father from a son of the same name. Degrees and titles are none of it. */
final class Suffix {

  private static final Map<String, String> GENERATIONS =
      Map.ofEntries(
          Map.entry("jr", "jr"),
          Map.entry("junior", "jr"),
          Map.entry("sr", "sr"),
          Map.entry("senior", "sr"),
          Map.entry("ii", "ii"),
          Map.entry("2nd", "ii"),
          Map.entry("iii", "iii"),
          Map.entry("3rd", "iii"),
          Map.entry("iv", "iv"),
          Map.entry("4th", "iv"));

  private Suffix() {}

  /** The first generation that is named in a list of suffixes. */
  static Optional<String> of(List<String> suffixes) {
    return suffixes.stream()
        .flatMap(Suffix::words)
        .flatMap(one -> generation(one).stream())
        .findFirst();
  }

  /** The generation at the end of a name of several words. */
  static Optional<String> in(String name) {
    var words = words(name).toList();
    return words.size() < 2 ? Optional.empty() : generation(words.get(words.size() - 1));
  }

  /** The name without it. */
  static String without(String name) {
    return in(name).isEmpty() ? name : name.replaceFirst("[\\s,]+[^\\s,]+[\\s,]*$", "");
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
