package org.warmhandoff.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** A moment as somebody says it: a day, which begins in a zone, or a time with its offset. */
public final class Since {

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private Since() {}

  /** Empty for what is neither, or in no year that any database knows. */
  public static Optional<Instant> of(String said, ZoneId zone) {
    return read(said, zone).filter(at -> at.isAfter(FIRST) && at.isBefore(LAST));
  }

  private static Optional<Instant> read(String said, ZoneId zone) {
    try {
      return Optional.of(
          said.contains("T")
              ? OffsetDateTime.parse(said).toInstant()
              : LocalDate.parse(said).atStartOfDay(zone).toInstant());
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }
}
