package org.warmhandoff.match;

import java.time.LocalDate;
import java.util.Optional;

/** Birth dates as they are written down wrongly. */
final class BirthDates {

  private static final int MONTHS = 12;

  private BirthDates() {}

  /** With day and month in each other's place, where that is another date. */
  static Optional<String> swapped(LocalDate date) {
    return date.getDayOfMonth() > MONTHS || date.getDayOfMonth() == date.getMonthValue()
        ? Optional.empty()
        : Optional.of(
            LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue()).toString());
  }
}
