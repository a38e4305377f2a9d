package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The statement that goes along with every disclosure of substance-use content (<a
 * href="https://www.ecfr.gov/current/title-42/section-2.32">42 CFR 2.32(a)</a>).
 */
public record RedisclosureNotice(String text) {

  private static final int MOST = 4000;

  public RedisclosureNotice {
    if (text.isBlank() || text.length() > MOST) {
      throw new IllegalArgumentException("must say something, in at most " + MOST + " characters");
    }
  }

  /** The short one, of paragraph (a)(2). */
  public static RedisclosureNotice shortOne() {
    return shipped("notice-short.txt");
  }

  /** The long one, of paragraph (a)(1). */
  public static RedisclosureNotice longOne() {
    return shipped("notice-long.txt");
  }

  /**
   * That of a file: what begins with {@code #}, such as its version, is not said.
   *
   * @throws IllegalArgumentException where nothing is left, or more than 4000 characters
   */
  public static RedisclosureNotice of(String file) {
    return new RedisclosureNotice(
        file.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .collect(joining(" ")));
  }

  private static RedisclosureNotice shipped(String name) {
    try (var file = RedisclosureNotice.class.getResourceAsStream(name)) {
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
