package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that tell of substance use though nobody marked them: a medication against it, a sponsor,
 * the title of a counsellor. What they stand in is withheld like what is marked.
 */
public final class SubstanceUseWords {

  private final List<String> words;
  private final Pattern anyOfThem;

  private SubstanceUseWords(List<String> words) {
    this.words = words;
    this.anyOfThem =
        Pattern.compile(
            words.stream().map(SubstanceUseWords::pattern).collect(joining("|")),
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

  private static String pattern(String word) {
    var open = word.endsWith("*");
    var quoted = Pattern.quote(open ? word.substring(0, word.length() - 1) : word);
    return "(?<![\\p{L}\\p{N}])" + quoted + (open ? "" : "(?![\\p{L}\\p{N}])");
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
