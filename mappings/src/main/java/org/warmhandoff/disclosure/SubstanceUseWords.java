package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that tell of substance use though nobody marked them: a medication against it, a sponsor,
 * the title of a counsellor. What they stand in is withheld like what is marked.
 */
public final class SubstanceUseWords {

  private static final String AT_A_BEGINNING = "(?<![\\p{L}\\p{N}])";
  private static final String AT_AN_END = "(?![\\p{L}\\p{N}])";

  private final List<String> words;

  /** Spaces of all kinds, and hyphens. */
  private static final String BETWEEN = "[\\s\\p{Z}\\p{Pd}]+";

  private final Pattern anyOfThem;

  private SubstanceUseWords(List<String> words) {
    this.words = words;
    this.anyOfThem =
        Pattern.compile(
            AT_A_BEGINNING
                + words.stream()
                    .collect(groupingBy(SubstanceUseWords::first, TreeMap::new, toList()))
                    .values()
                    .stream()
                    .map(SubstanceUseWords::pattern)
                    .collect(joining("|", "(?:", ")")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Those that come with the product. */
  public static SubstanceUseWords shipped() {
    try (var file = SubstanceUseWords.class.getResourceAsStream("substance-use-words.txt")) {
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Those of a text: one to a line, whole words, in whatever case; {@code *} at the end stands for
   * any ending; what begins with {@code #} is a comment.
   *
   * @throws IllegalArgumentException where it names none
   */
  public static SubstanceUseWords of(String text) {
    var words =
        text.lines()
            .map(String::strip)
            .filter(one -> !one.isEmpty() && !one.startsWith("#"))
            .toList();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no words that tell of substance use are named");
    }
    return new SubstanceUseWords(words);
  }

  /** Whether one of them stands in a text. */
  public boolean isIn(String text) {
    return anyOfThem.matcher(text).find();
  }

  private static String first(String word) {
    return word.substring(0, 1).toLowerCase(Locale.ROOT);
  }

  /** Words that begin alike are told apart only where one of them can begin. */
  private static String pattern(List<String> beginAlike) {
    return Pattern.quote(first(beginAlike.get(0)))
        + beginAlike.stream()
            .map(word -> rest(word.substring(1)))
            .collect(joining("|", "(?:", ")"));
  }

  private static String rest(String word) {
    return word.endsWith("*")
        ? spelled(word.substring(0, word.length() - 1))
        : spelled(word) + AT_AN_END;
  }

  /** However wide the space is, and whichever the hyphen. */
  private static String spelled(String word) {
    return Stream.of(word.split("[ -]", -1)).map(Pattern::quote).collect(joining(BETWEEN));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubstanceUseWords others && others.words.equals(words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }
}
