package org.warmhandoff.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * For how long somebody asks to be left alone: {@code Retry-After} of <a
 * href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110</a>, as far as that is
 * honoured.
 */
final class WebhookPause {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DIGITS = 9;

  private WebhookPause() {}

  /** At most an hour; empty for what is neither seconds nor a date, or is over. */
  static Optional<Duration> of(String said, Instant now) {
    return read(said.strip(), now)
        .filter(pause -> !pause.isNegative() && !pause.isZero())
        .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }

  private static Optional<Duration> read(String said, Instant now) {
    if (said.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
    }
    try {
      var date = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, date));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }
}
