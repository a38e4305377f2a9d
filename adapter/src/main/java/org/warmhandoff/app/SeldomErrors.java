package org.warmhandoff.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Of errors of one kind two lines a minute are written: where the disk is full, what is left of it
 * is not for a thousand lines that say so. The first of the next minute says how many were left
 * out.
 */
final class SeldomErrors extends TurboFilter {

  private static final int A_MINUTE = 2;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Occurrences(Instant since, int times) {}

  private final Clock clock;
  private final Map<String, Occurrences> occurrences = new ConcurrentHashMap<>();

  private SeldomErrors(Clock clock) {
    this.clock = clock;
  }

  /** From now on, in place of one that was there before. */
  static void filter(Clock clock) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.getTurboFilterList().removeIf(SeldomErrors.class::isInstance);
      logback.addTurboFilter(new SeldomErrors(clock));
    }
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable thrown) {
    if (level != Level.ERROR || format == null) {
      return FilterReply.NEUTRAL;
    }
    var now = clock.instant();
    var kind = logger.getName() + format;
    var before = occurrences.get(kind);
    if (before == null || isOver(before, now)) {
      occurrences.put(kind, new Occurrences(now, 1));
      if (before != null && before.times() > A_MINUTE) {
        logger.warn("{} more errors of this kind were left out", before.times() - A_MINUTE);
      }
      return FilterReply.NEUTRAL;
    }
    occurrences.put(kind, new Occurrences(before.since(), before.times() + 1));
    return before.times() < A_MINUTE ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** Also where the clock was put back since. */
  private static boolean isOver(Occurrences before, Instant now) {
    return before.since().plus(MINUTE).isBefore(now) || before.since().isAfter(now);
  }
}
