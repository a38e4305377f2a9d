package org.warmhandoff.delivery;

import static org.slf4j.LoggerFactory.getLogger;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.store.Times;

/**
 * Sees that the clock was put back, in this life of the process or between two. What waits for a
 * time that was reckoned by the clock as it was would wait that much longer: it goes on at once
 * instead, which does no more than to ask too early. Whatever has it in hand finds that its claim
 * is over, as after a lease.
 *
 * <p>What is of deliveries is brought back by {@link ClockRollbackRepair}, whoever noticed.
 */
public final class ClockWatch {

  private static final Logger log = getLogger(ClockWatch.class);

  /** How often the time is kept: by less than that it can be put back between two lives, unseen. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Less is set right by those who keep clocks, all the time. */
  private static final Duration A_LITTLE = Duration.ofSeconds(30);

  /** What waits for a time. */
  private record Waiting(String table, String column) {}

  private static final List<Waiting> ALL =
      List.of(
          new Waiting("partner_state", "held_until"),
          new Waiting("partner_state", "probe_at"),
          new Waiting("referral_life", "due_at"),
          new Waiting("change_search", "due_at"),
          new Waiting("partner_subscription", "due_at"),
          new Waiting("partner_subscription", "gap_due_at"),
          new Waiting("event_turn", "due_at"),
          new Waiting("event_turn", "claimed_until"),
          new Waiting("event_receiver", "pause_until"),
          new Waiting("reconciliation", "due_at"),
          new Waiting("drill", "due_at"),
          new Waiting("refusal", "until"),
          new Waiting("link", "checked_at"));

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final String node;
  private final Clock clock;

  /**
   * Watches the clock of this node.
   *
   * @param node the same name after it was started again, and nobody else's
   */
  public ClockWatch(JdbcClient db, TransactionTemplate transaction, String node, Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.node = node;
    this.clock = clock;
  }

  /** Looks once more; says how many times were brought back, which is none but once. */
  public int look() {
    var now = clock.instant();
    var seen = seen();
    if (seen.filter(at -> at.isAfter(now.plus(A_LITTLE))).isPresent()) {
      return bringBack(now);
    }
    if (seen.filter(at -> at.plus(EVERY).isAfter(now)).isEmpty()) {
      keep(now);
    }
    return 0;
  }

  private Optional<Instant> seen() {
    return db.sql("select seen_at from clock_seen where node = :node")
        .param("node", node)
        .query((row, n) -> Times.instant(row, "seen_at"))
        .optional();
  }

  private int bringBack(Instant now) {
    // Each by itself: others hold rows of two of these tables at a time.
    var brought =
        ALL.stream().mapToInt(waiting -> transaction.execute(status -> toNow(waiting, now))).sum();
    keep(now);
    log.warn("the clock was put back; {} times that lie ahead were brought back to now", brought);
    return brought;
  }

  private int toNow(Waiting waiting, Instant now) {
    return db.sql(
            "update %1$s set %2$s = :now where %2$s > :now"
                .formatted(waiting.table(), waiting.column()))
        .param("now", column(now))
        .update();
  }

  private void keep(Instant now) {
    var there =
        db.sql("update clock_seen set seen_at = :now where node = :node")
            .param("now", column(now))
            .param("node", node)
            .update();
    if (there == 0) {
      db.sql("insert into clock_seen (node, seen_at) values (:node, :now)")
          .param("now", column(now))
          .param("node", node)
          .update();
    }
  }
}
