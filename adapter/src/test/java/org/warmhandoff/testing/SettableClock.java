package org.warmhandoff.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public final class SettableClock extends Clock {

  private final AtomicReference<Instant> now;

  /** A clock that shows this instant. */
  public SettableClock(String instant) {
    this.now = new AtomicReference<>(Instant.parse(instant));
  }

  /** Moves on. */
  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /** Moves to that instant. */
  public void set(String instant) {
    now.set(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
