package org.warmhandoff.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.config.Config.MonthlyTime;

/** When the scheduled drill of a partner is due: once a month, at that time of day. */
public final class MonthlyDrills {

  static final String BY = "schedule";

  /** For how long from the agreed time of day one may begin. */
  private static final Duration AT_THE_TIME = Duration.ofHours(1);

  /** From then on one is not made up for: that time of the sixth day after is over. */
  private static final Duration LATEST = Duration.ofDays(6).plus(AT_THE_TIME);

  private static final int DAYS_BETWEEN = 14;

  private final JdbcDrills drills;
  private final Optional<MonthlyTime> monthly;
  private final ZoneId zone;
  private final Clock clock;

  /** Of each partner, the day that had its drill, or was passed over: it need not be asked for. */
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
   * The day whose drill is to begin now, where there is one: also on the days after, where the
   * adapter was not there or the partner was drilled at its time, but only at the time of day that
   * was agreed on. The first time that it is looked nothing was missed.
   */
  Optional<LocalDate> due(String partner) {
    return monthly.flatMap(time -> due(partner, time));
  }

  private Optional<LocalDate> due(String partner, MonthlyTime time) {
    var now = LocalDateTime.ofInstant(clock.instant(), zone);
    var day = last(time, now);
    var late = Duration.between(day.atTime(time.at()), now);
    return !day.equals(had.get(partner)) && isDue(partner, day, late)
        ? Optional.of(day)
        : Optional.empty();
  }

  private boolean isDue(String partner, LocalDate day, Duration late) {
    var before = drills.lastScheduled(partner);
    if (before.filter(one -> !one.isBefore(day)).isPresent()) {
      had.put(partner, day);
      return false;
    }
    var not = notMadeUpFor(before, day, late);
    not.ifPresent(
        why -> {
          drills.passOver(partner, BY, day, clock.instant(), why);
          had.put(partner, day);
        });
    return not.isEmpty() && late.minusDays(late.toDays()).compareTo(AT_THE_TIME) < 0;
  }

  /** Why it is not made up for before the next one; empty where it is. */
  private static Optional<String> notMadeUpFor(
      Optional<LocalDate> before, LocalDate day, Duration late) {
    if (before.isEmpty()) {
      return Optional.of("the first begins with the next day of the schedule");
    }
    if (before.get().isAfter(day.minusDays(DAYS_BETWEEN))) {
      return Optional.of("the last one was less than " + DAYS_BETWEEN + " days before");
    }
    return late.compareTo(LATEST) < 0
        ? Optional.empty()
        : Optional.of("it was too late to be made up for");
  }

  /** The last day of the schedule that has come. */
  private static LocalDate last(MonthlyTime time, LocalDateTime now) {
    var day = now.toLocalDate().withDayOfMonth(time.day());
    return now.isBefore(day.atTime(time.at())) ? day.minusMonths(1) : day;
  }
}
