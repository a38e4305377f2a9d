package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.warmhandoff.record.CrisisEvent;

/**
 * When something is disclosed.
 *
 * @param zone of the program, by whose calendar first and last days are meant
 * @param claims the version of the event by whose claims it may be told without consent; empty
 *     where that is the one that is to be told
 */
public record Circumstances(Instant at, ZoneId zone, Optional<CrisisEvent> claims) {

  public Circumstances {
    requireNonNull(at);
    requireNonNull(zone);
    requireNonNull(claims);
  }

  /** When every event claims for itself. */
  public Circumstances(Instant at, ZoneId zone) {
    this(at, zone, Optional.empty());
  }

  /** The same where a later version of the event says what is claimed now, or that nothing is. */
  public Circumstances claimedBy(CrisisEvent newest) {
    return new Circumstances(at, zone, Optional.of(newest));
  }

  /** The event as far as its claims count now. */
  CrisisEvent claiming(CrisisEvent told) {
    return claims.filter(newest -> newest.id().equals(told.id())).orElse(told);
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
    return then.isAfter(at) && day(then).equals(day(at))
        ? new Circumstances(then, zone, claims)
        : this;
  }

  /** Which day that moment is in, there. */
  LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }
}
