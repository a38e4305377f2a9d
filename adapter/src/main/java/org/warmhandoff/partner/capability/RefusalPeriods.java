package org.warmhandoff.partner.capability;

import java.time.Duration;

/**
 * How long a refusal holds before it is tried again: a day; what is refused again holds twice as
 * long each time, up to 32 days.
 */
public final class RefusalPeriods {

  private static final Duration FIRST = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 5;

  private RefusalPeriods() {}

  /**
   * How long it holds.
   *
   * @param before how often it was refused already, and tried again
   */
  public static Duration after(int before) {
    return FIRST.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
  }
}
