package org.warmhandoff.store;

import static org.warmhandoff.flow.port.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.port.DeliveryState.WAITING;
import static org.warmhandoff.flow.port.DeliveryState.WITHHELD;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.warmhandoff.flow.port.Addressee;
import org.warmhandoff.flow.port.Cleared;
import org.warmhandoff.flow.port.DeliveryState;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;

/**
 * Writes what follows from a cleared parcel. Runs inside the intake's transaction, in which it is
 * the participant's turn, so two plans for one record never cross.
 */
public final class Planning {

  private final JdbcClient db;
  private final JdbcReceipts receipts;
  private final JdbcLedger ledger;
  private final Clock clock;
  private final Consumer<String> bell;

  /**
   * Planning in this database.
   *
   * @param bell rung after the commit, with the name of a partner that something is due for
   */
  public Planning(
      JdbcClient db, JdbcReceipts receipts, JdbcLedger ledger, Clock clock, Consumer<String> bell) {
    this.db = db;
    this.receipts = receipts;
    this.ledger = ledger;
    this.clock = clock;
    this.bell = bell;
  }

  void plan(Cleared cleared) {
    cleared.withheld().forEach(no -> plan(no.addressee(), WITHHELD, no.ground().word()));
    cleared.allowed().forEach(yes -> plan(yes, WAITING, "due"));
    cleared.allowed().stream().map(Addressee::partner).distinct().forEach(this::ringAfterCommit);
  }

  private void plan(Addressee addressee, DeliveryState state, String note) {
    var key = addressee.record().key();
    var partner = addressee.partner();
    openLane(partner, addressee.record().participantId());
    if (receipts.newerIsPlanned(partner, key)) {
      insert(addressee, SUPERSEDED, new Outcome.Superseded().note());
    } else if (insert(addressee, state, note)) {
      supersedeOlder(partner, key);
      hurryOlder(partner, addressee.record());
    } else {
      replan(partner, key, state, note);
    }
  }

  private void openLane(String partner, String participantId) {
    db.sql(
            """
            insert into lane (partner, participant_id, lease, leased_until)
            values (:partner, :participant, 0, :now)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .param("now", column(clock.instant()))
        .update();
    holdLane(partner, participantId);
  }

  /** Nothing of the lane settles while it is planned for, so neither overlooks the other. */
  private void holdLane(String partner, String participantId) {
    db.sql(
            """
            select lease from lane
             where partner = :partner and participant_id = :participant
               for update
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(Long.class)
        .single();
  }

  private boolean insert(Addressee addressee, DeliveryState state, String note) {
    var record = addressee.record();
    var now = column(clock.instant());
    var fresh =
        db.sql(
                    """
                    insert into delivery
                           (kind, record_id, version, participant_id, partner, priority, state,
                            note, attempts, in_doubt, due_at, created_at)
                    values (:kind, :id, :version, :participant, :partner, :priority, :state,
                            :note, 0, false, :now, :now)
                        on conflict do nothing
                    """)
                .param("kind", record.kind().word())
                .param("id", record.id())
                .param("version", record.version())
                .param("participant", record.participantId())
                .param("partner", addressee.partner())
                .param("priority", record.priority().rank())
                .param("state", state.name())
                .param("note", note)
                .param("now", now)
                .update()
            == 1;
    if (fresh) {
      ledger.write("plan", record.key(), addressee.partner(), state.word() + ": " + note);
    }
    return fresh;
  }

  /** A version that may be on its way now is in doubt and settles by itself first. */
  private void supersedeOlder(String partner, RecordKey key) {
    db.sql(
            """
            update delivery set state = :superseded, note = :note
             where partner = :partner and kind = :kind and record_id = :id and version < :version
               and (state in ('NEEDS_PERSON', 'REFUSED', 'WITHHELD')
                    or state = 'WAITING' and in_doubt = false)
            """)
        .param("superseded", SUPERSEDED.name())
        .param("note", new Outcome.Superseded().note())
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .update();
  }

  /** A version in doubt is asked for now and as urgently as the newer, which waits for it. */
  private void hurryOlder(String partner, ProgramRecord record) {
    var key = record.key();
    db.sql(
            """
            update delivery
               set due_at = case when due_at > :now then :now else due_at end,
                   priority = case when priority > :priority then :priority else priority end
             where partner = :partner and kind = :kind and record_id = :id and version < :version
               and state = 'WAITING'
            """)
        .param("priority", record.priority().rank())
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .update();
  }

  /** The participant changed: what was withheld, refused or left to a person may go now. */
  private void replan(String partner, RecordKey key, DeliveryState state, String note) {
    var changed =
        db.sql(
                """
                update delivery set state = :state, note = :note, due_at = :now, settled_at = null
                 where partner = :partner and kind = :kind and record_id = :id
                   and version = :version and state in ('WITHHELD', 'NEEDS_PERSON', 'REFUSED')
                   and (state <> :state or note <> :note)
                """)
            .param("state", state.name())
            .param("note", note)
            .param("now", column(clock.instant()))
            .param("partner", partner)
            .param("kind", key.kind().word())
            .param("id", key.id())
            .param("version", key.version())
            .update();
    if (changed == 1) {
      ledger.write("plan", key, partner, state.word() + ": " + note);
    }
  }

  private void ringAfterCommit(String partner) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.accept(partner);
          }
        });
  }
}
