package org.warmhandoff.partner.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.warmhandoff.partner.client.Reply.HttpReply;

/** Retry-After, in seconds or as a date (RFC 9110, 10.2.3). */
public final class RetryAfter {

  /** No partner keeps a delivery for longer by asking. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * How long a partner asks to be left alone, if it does so in words that can be read; at most a
   * day.
   */
  public static Optional<Duration> asked(HttpReply httpReply, Clock clock) {
    return httpReply
        .header("Retry-After")
        .flatMap(said -> pause(said, clock))
        .map(pause -> pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
  }

  private static Optional<Duration> pause(String said, Clock clock) {
    try {
      return Optional.of(
          said.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(said))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
