package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.RecordColumns;

/**
 * What was written while an earlier version might still be carried out is looked at again when that
 * can no longer happen: whoever wrote last at the partner is what it shows.
 */
public final class LookingAgain {

  static final String NOTE = "an earlier version may have been carried out after it; looked at";

  private final JdbcClient db;
  private final Lanes lanes;
  private final JdbcReceipts receipts;
  private final JdbcLedger ledger;
  private final Clock clock;

  /** A delivery that is looked at again. */
  record Late(long id, String participantId, RecordKey key) {}

  /** Looking again at what is in this database. */
  public LookingAgain(
      JdbcClient db, Lanes lanes, JdbcReceipts receipts, JdbcLedger ledger, Clock clock) {
    this.db = db;
    this.lanes = lanes;
    this.receipts = receipts;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What is to be looked at again at the partner now. */
  List<Late> due(String partner) {
    return db.sql(
            """
            select id, participant_id, kind, record_id, version from delivery
             where partner = :partner and look_again_at <= :now
             order by look_again_at, id limit 100
            """)
        .param("partner", partner)
        .param("now", column(clock.instant()))
        .query(
            (row, n) ->
                new Late(
                    row.getLong("id"), row.getString("participant_id"), RecordColumns.key(row)))
        .list();
  }

  /**
   * It is due, and in doubt, so that the partner is asked for it. Where a newer version is planned
   * that one is what counts. Part of a transaction.
   */
  void begin(String partner, Late late) {
    lanes.hold(partner, late.participantId());
    if (becomesDue(late.id(), !receipts.newerIsPlanned(partner, late.key()))) {
      ledger.write("look-again", late.key(), partner, NOTE);
      lanes.refresh(partner, late.participantId());
    }
  }

  private boolean becomesDue(long id, boolean counts) {
    db.sql(
            """
            update delivery set look_again_at = null
             where id = :id and (:counts = false or state not in ('DELIVERED', 'WAITING'))
            """)
        .param("id", id)
        .param("counts", counts)
        .update();
    return db.sql(
                """
                update delivery
                   set state = 'WAITING', note = :note, in_doubt = true, due_at = :now,
                       settled_at = null, look_again_at = null
                 where id = :id and look_again_at is not null and state = 'DELIVERED'
                """)
            .param("note", NOTE)
            .param("now", column(clock.instant()))
            .param("id", id)
            .update()
        == 1;
  }
}
