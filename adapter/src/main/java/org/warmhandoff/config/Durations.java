package org.warmhandoff.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}. */
final class Durations {

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS);

  private Durations() {}

  static boolean isOne(String text) {
    return text.matches("[1-9][0-9]{0,8}(ms|s|m|h)");
  }

  /** The duration; the schema has checked its form. */
  static Duration parse(String text) {
    var digits = text.replaceAll("\\D+$", "");
    return Duration.of(Long.parseLong(digits), UNITS.get(text.substring(digits.length())));
  }
}
