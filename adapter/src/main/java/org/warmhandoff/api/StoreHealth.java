package org.warmhandoff.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.warmhandoff.store.WriteProbe;

/** Whether the store takes a write for good: one that can be read alone accepts nothing. */
public final class StoreHealth implements HealthIndicator {

  /** Anybody may ask, and not have a disk written to each time. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final WriteProbe probe;
  private final Clock clock;
  private Health last = Health.unknown().build();
  private Instant askedAt = Instant.EPOCH;

  /** The health of this store. */
  public StoreHealth(WriteProbe probe, Clock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() {
    var now = clock.instant();
    if (!askedAt.plus(GOOD_FOR).isAfter(now) || askedAt.isAfter(now)) { // the clock was put back
      last = ask();
      askedAt = now;
    }
    return last;
  }

  private Health ask() {
    try {
      probe.write();
      return Health.up().build();
    } catch (RuntimeException cannot) {
      return Health.down().withDetail("said", cannot.getClass().getSimpleName()).build();
    }
  }
}
