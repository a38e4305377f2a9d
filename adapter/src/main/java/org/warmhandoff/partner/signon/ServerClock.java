package org.warmhandoff.partner.signon;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.warmhandoff.partner.client.Reply.HttpReply;

/**
 * What time it is at a server, by the Date of its answers (RFC 9110, 6.6.1): an assertion that is
 * good for minutes is refused by a clock that is minutes off, and nobody says why.
 */
final class ServerClock {

  private static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

  /** Farther off than that, whatever a server says, its time is not taken for ours. */
  private static final Duration FARTHEST = Duration.ofMinutes(15);

  private final Clock ours;
  private volatile Duration ahead = Duration.ZERO;

  ServerClock(Clock ours) {
    this.ours = ours;
  }

  /** Looks at the time of an answer that has just come, if it says it. */
  void seen(HttpReply reply) {
    date(reply).ifPresent(there -> ahead = Duration.between(ours.instant(), there));
  }

  /** Whether it says when it was made; one from a cache says when another was. */
  static boolean tellsTime(HttpReply reply) {
    return date(reply).isPresent();
  }

  /** What was seen does not count any more: our own time is as good as any. */
  void forget() {
    ahead = Duration.ZERO;
  }

  private static Optional<Instant> date(HttpReply reply) {
    try {
      return Optional.ofNullable(reply.headers().get("date"))
          .filter(any -> !reply.headers().containsKey("age"))
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Now, by the server's clock where that is not much farther off than clocks are. */
  Instant now() {
    return isOff(WORTH_A_WORD) && !isOff(FARTHEST) ? ours.instant().plus(ahead) : ours.instant();
  }

  private boolean isOff(Duration by) {
    return ahead.abs().compareTo(by) > 0;
  }

  /** How far the two are apart, if that is worth a word. */
  Optional<String> words() {
    return isOff(WORTH_A_WORD)
        ? Optional.of(
            "its clock is %s %s ours".formatted(span(), ahead.isNegative() ? "behind" : "ahead of"))
        : Optional.empty();
  }

  private String span() {
    var seconds = ahead.abs().toSeconds();
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
