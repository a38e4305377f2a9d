package org.warmhandoff.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: doubled each time up to a longest pause, with jitter so
 * that a partner coming back is not met by everybody at once.
 */
public final class Backoff {

  private static final int MOST_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  /** A partner that asks for years is asked again tomorrow. */
  private static final Duration FURTHEST = Duration.ofDays(1);

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier dice;

  /**
   * A back-off between the two.
   *
   * @param dice gives numbers from 0 (inclusive) to 1 (exclusive)
   */
  public Backoff(Duration first, Duration longest, DoubleSupplier dice) {
    this.first = first;
    this.longest = longest;
    this.dice = dice;
  }

  /**
   * The pause after a failed attempt.
   *
   * @param attempt its number, from 1 upwards
   * @param notBefore what the partner asked for; never cut short of a day
   */
  public Duration after(int attempt, Optional<Duration> notBefore) {
    var doublings = Math.min(Math.max(attempt, 1) - 1, MOST_DOUBLINGS);
    var millis = Math.min(first.toMillis() * Math.pow(2, doublings), (double) longest.toMillis());
    var jittered = Duration.ofMillis((long) (millis * (1 - JITTER * dice.getAsDouble())));
    return notBefore
        .map(asked -> asked.compareTo(FURTHEST) > 0 ? FURTHEST : asked)
        .filter(asked -> asked.compareTo(jittered) > 0)
        .orElse(jittered);
  }
}
