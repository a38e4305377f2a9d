package org.warmhandoff.delivery;

import static org.warmhandoff.flow.message.DeliveryState.WAITING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.record.Priority;

/** When a delivery that did not go is tried again. */
final class Pauses {

  /**
   * The longest pause of an emergency, and of a version that a newer one waits for, unless the
   * partner asked for a longer one.
   */
  private static final Duration SOON = Duration.ofSeconds(15);

  /** Lives do not wait for a partner that asks for hours; once a minute no partner breaks. */
  private static final Duration EMERGENCY_WAITS = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final Gates gates;
  private final RetryTiming timing;

  Pauses(JdbcClient db, Gates gates, RetryTiming timing) {
    this.db = db;
    this.gates = gates;
    this.timing = timing;
  }

  Instant due(Delivery delivery, Outcome outcome) {
    var now = timing.clock().instant();
    if (outcome.state() != WAITING || outcome instanceof NotThere) {
      return now;
    }
    var probe = gates.standing(delivery.partner()).probeAt();
    if (probe.isPresent()) {
      return now; // the partner is down: it goes when the next probe does
    }
    var asked = outcome instanceof TryLater later ? later.notBefore() : Optional.<Duration>empty();
    return now.plus(pause(delivery, asked));
  }

  private Duration pause(Delivery delivery, Optional<Duration> asked) {
    var pause = timing.backoff().after(delivery.attempt(), asked);
    if (delivery.priority() == Priority.EMERGENCY) {
      return shorter(pause, asked.isPresent() ? EMERGENCY_WAITS : SOON);
    }
    return asked.isEmpty() && newerWaits(delivery) ? shorter(pause, SOON) : pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean newerWaits(Delivery delivery) {
    return db.sql(
                """
                select count(*) from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and version > :version and state = 'WAITING'
                """)
            .param("partner", delivery.partner())
            .param("kind", delivery.key().kind().word())
            .param("id", delivery.key().id())
            .param("version", delivery.key().version())
            .query(Long.class)
            .single()
        > 0;
  }
}
