package org.warmhandoff.api;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.warmhandoff.delivery.JdbcOutbox;

/**
 * Whether the line moves: a process that answers and delivers nothing is to be started again, which
 * loses nothing.
 */
public final class LineHealth implements HealthIndicator {

  private final JdbcOutbox outbox;

  /** The health of the deliveries of this outbox. */
  public LineHealth(JdbcOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public Health health() {
    var standing = outbox.standingStill();
    return standing.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("standingStill", standing).build();
  }
}
