package org.warmhandoff.api;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.flow.RouteBeats;
import org.warmhandoff.intake.DirectoryInbox;

/**
 * Whether the line moves: a process that answers and delivers nothing is to be started again, which
 * loses nothing.
 */
public final class LineHealth implements HealthIndicator {

  /** Longer than the slowest partner can make anything last. */
  private static final Duration LONGEST = Duration.ofHours(2);

  /** Longer than it takes to look through the largest file, or to store one record. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

  private final JdbcOutbox outbox;
  private final RouteBeats beats;
  private volatile Optional<DirectoryInbox> inbox = Optional.empty();

  /** The health of the deliveries of this outbox and of these routes. */
  public LineHealth(JdbcOutbox outbox, RouteBeats beats) {
    this.outbox = outbox;
    this.beats = beats;
  }

  /** And of that inbox. */
  public void watch(DirectoryInbox watched) {
    inbox = Optional.of(watched);
  }

  @Override
  public Health health() {
    var standing =
        Stream.of(
                outbox.standingStill().stream(),
                beats.silentFor(LONGEST).stream(),
                inbox.filter(one -> one.hangsFor(LONGEST_LOOK)).map(one -> "inbox").stream())
            .flatMap(names -> names)
            .toList();
    return standing.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("standingStill", standing).build();
  }
}
