package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

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

  /** Which day that moment is in, there. */
  LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }
}
