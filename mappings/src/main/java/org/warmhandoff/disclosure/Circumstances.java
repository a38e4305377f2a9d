package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When something is disclosed.
 *
 * @param zone of the program, by whose calendar first and last days are meant
 */
public record Circumstances(Instant at, ZoneId zone) {

  public Circumstances {
    requireNonNull(at);
    requireNonNull(zone);
  }

  /** Clocks of two machines. */
  private static final Duration APART = Duration.ofMinutes(10);

  /**
   * The same by the clock of whoever wrote this down, where that is somewhat ahead: what it says
   * has happened has happened. A day does not begin before its time.
   */
  Circumstances notBefore(Instant writtenDown) {
    var latest = at.plus(APART);
    var then = writtenDown.isAfter(latest) ? latest : writtenDown;
    return then.isAfter(at) && day(then).equals(day(at)) ? new Circumstances(then, zone) : this;
  }

  /** Which day that moment is in, there. */
  LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }
}
