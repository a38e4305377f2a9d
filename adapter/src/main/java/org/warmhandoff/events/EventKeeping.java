package org.warmhandoff.events;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes events that are old, the oldest first, and keeps up to which number it did. */
public final class EventKeeping {

  private static final int AT_ONCE = 500;
  private static final Duration BETWEEN = Duration.ofMinutes(10);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Duration keep;
  private final Clock clock;
  private volatile Instant next = Instant.MIN;

  /**
   * Deletes in this database.
   *
   * @param keep how long events are kept
   */
  public EventKeeping(JdbcClient db, TransactionTemplate transaction, Duration keep, Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.keep = keep;
    this.clock = clock;
  }

  /** Deletes what is too old by now. Looks every ten minutes, however often it is called. */
  public void look() {
    var now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN);
    while (Boolean.TRUE.equals(transaction.execute(tx -> deletes(now.minus(keep))))) {
      // as many as there are, each time in a transaction of its own
    }
  }

  /** Whether there may be more. */
  private boolean deletes(Instant before) {
    var deleted =
        db.sql("select deleted_seq from cloud_event_head for update").query(Long.class).single();
    var last =
        db.sql(
                """
                select max(seq) from (select seq, at from cloud_event where seq > :deleted
                                       order by seq limit :most) oldest
                 where at < :before
                """)
            .param("deleted", deleted)
            .param("most", AT_ONCE)
            .param("before", column(before))
            .query(Long.class)
            .optional();
    if (last.isEmpty()) {
      return false;
    }
    var many =
        db.sql("delete from cloud_event where seq > :deleted and seq <= :last")
            .param("deleted", deleted)
            .param("last", last.get())
            .update();
    db.sql("update cloud_event_head set deleted_seq = :last").param("last", last.get()).update();
    return many == AT_ONCE;
  }
}
