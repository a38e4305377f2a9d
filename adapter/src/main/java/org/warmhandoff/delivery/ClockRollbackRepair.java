package org.warmhandoff.delivery;

import static org.slf4j.LoggerFactory.getLogger;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Repairs times that were stored before the clock was put back and now lie too far in the future. A
 * lane that is leased until then would keep an emergency from going.
 */
public final class ClockRollbackRepair {

  private static final Logger log = getLogger(ClockRollbackRepair.class);

  /** What a partner may ask for. */
  private static final Duration A_DAY = Duration.ofDays(1);

  /** Nodes' clocks need not agree to the second. */
  private static final Duration BETWEEN_CLOCKS = Duration.ofSeconds(30);

  private final JdbcClient db;
  private final Clock clock;
  private final Duration lease;
  private final Duration doubt;
  private final Duration longestPause;

  /** Of what no partner asks for. */
  private final Duration ours;

  /** How far ahead a lease, a doubt and a pause can lie. */
  public ClockRollbackRepair(
      JdbcClient db, Clock clock, Duration lease, Duration doubt, Duration longestPause) {
    this.db = db;
    this.clock = clock;
    this.lease = lease;
    this.doubt = doubt;
    this.ours = longestPause.compareTo(lease) > 0 ? longestPause : lease;
    this.longestPause = longestPause.compareTo(A_DAY) > 0 ? longestPause : A_DAY;
  }

  /** Brings them back to now, or to where they can be at most; says how many there were. */
  public int bringBack(String partner) {
    var pause = longestPause.plus(BETWEEN_CLOCKS);
    var ourOwn = ours.plus(BETWEEN_CLOCKS);
    var inDoubt = lease.plus(doubt).plus(BETWEEN_CLOCKS);
    var brought =
        toNow("lane", "leased_until", partner, lease.plus(BETWEEN_CLOCKS))
            + toNow("partner_state", "probe_at", partner, ourOwn)
            + toNow("partner_state", "held_until", partner, pause)
            + due(partner, pause)
            + attention()
            + toMost("unheard_until", partner, inDoubt)
            + toMost("writing_until", partner, inDoubt)
            + toMost("look_again_at", partner, inDoubt);
    if (brought > 0) {
      log.warn(
          "{} times of {} lay farther ahead than any can, and were brought back: was the clock put"
              + " back?",
          brought,
          partner);
    }
    return brought;
  }

  private int toNow(String table, String column, String partner, Duration most) {
    return db.sql(
            "update %1$s set %2$s = :now where partner = :partner and %2$s > :most"
                .formatted(table, column))
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .param("most", column(clock.instant().plus(most)))
        .update();
  }

  /** Else nobody would be told, or see what was told already, until then. */
  private int attention() {
    return db.sql(
            """
            update attention set opened_at = :now, tell_at = :now
             where closed_at is null and opened_at > :soon
            """)
        .param("now", column(clock.instant()))
        .param("soon", column(clock.instant().plus(BETWEEN_CLOCKS)))
        .update();
  }

  /**
   * Also what was planned or tried at a time that is not yet. What the lanes know of it is put
   * right with what else they have forgotten.
   */
  private int due(String partner, Duration most) {
    return db.sql(
            """
            update delivery set due_at = :now
             where partner = :partner and state = 'WAITING'
               and (due_at > :most
                    or due_at > :soon
                       and (created_at > :soon
                            or exists (select 1 from attempt
                                        where attempt.delivery_id = delivery.id
                                          and attempt.started_at > :soon)))
            """)
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .param("most", column(clock.instant().plus(most)))
        .param("soon", column(clock.instant().plus(BETWEEN_CLOCKS)))
        .update();
  }

  /** A doubt that has an end is not shortened: what is unheard may still be carried out. */
  private int toMost(String column, String partner, Duration most) {
    return db.sql(
            "update delivery set %1$s = :most where partner = :partner and %1$s > :most"
                .formatted(column))
        .param("most", column(clock.instant().plus(most)))
        .param("partner", partner)
        .update();
  }
}
