package org.warmhandoff.drill;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.config.Config.MonthlyTime;

/** When the scheduled drill of a partner is due: once a month, also late. */
public final class MonthlyDrills {

  static final String BY = "schedule";

  private final JdbcDrills drills;
  private final Optional<MonthlyTime> monthly;
  private final ZoneId zone;
  private final Clock clock;

  /** Of each partner, the day that is known to have had its drill: it need not be asked for. */
  private final Map<String, LocalDate> had = new ConcurrentHashMap<>();

  /**
   * As that is configured, by the calendar of that zone.
   *
   * @param monthly empty: never
   */
  public MonthlyDrills(JdbcDrills drills, Optional<MonthlyTime> monthly, ZoneId zone, Clock clock) {
    this.drills = drills;
    this.monthly = monthly;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * The day whose drill has not begun, where there is one: also where the adapter was not there at
   * its time. The first time that it is looked nothing was missed.
   */
  Optional<LocalDate> due(String partner) {
    return monthly
        .map(this::last)
        .filter(day -> !day.equals(had.get(partner)))
        .filter(day -> isDue(partner, day));
  }

  private boolean isDue(String partner, LocalDate day) {
    var before = drills.lastScheduled(partner);
    if (before.filter(one -> one.isBefore(day)).isPresent()) {
      return true;
    }
    if (before.isEmpty()) {
      var why = "the first begins with the next day of the schedule";
      drills.passOver(partner, BY, day, clock.instant(), why);
    }
    had.put(partner, day);
    return false;
  }

  /** The last day of the schedule that has come. */
  private LocalDate last(MonthlyTime time) {
    var now = clock.instant().atZone(zone);
    var day = now.toLocalDate().withDayOfMonth(time.day());
    return now.toLocalDateTime().isBefore(day.atTime(time.at())) ? day.minusMonths(1) : day;
  }
}
