package org.warmhandoff.delivery;

import static org.warmhandoff.flow.message.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.flow.message.DeliveryState.WITHHELD;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Cleared.Allowed;
import org.warmhandoff.flow.message.Cleared.Withheld;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;

/**
 * Writes what follows from a cleared parcel. Runs inside the intake's transaction, in which it is
 * the participant's turn, so two plans for one record never cross.
 */
public final class Planning {

  private final JdbcClient db;
  private final Lanes lanes;
  private final JdbcReceipts receipts;
  private final JdbcLedger ledger;
  private final JdbcAttention attention;
  private final Patience patience;
  private final ConsentEnds ends;
  private final Clock clock;
  private final ChangedConsent changed;
  private final EventLog events;
  private final Consumer<String> wakeUp;

  /**
   * Planning in this database.
   *
   * @param patience how long something may stay as it is before somebody is told
   * @param ends what becomes of what a partner holds and nothing may be told of any more
   * @param wakeUp called after the commit, with the name of a partner that something is due for
   */
  public Planning(
      JdbcClient db,
      Lanes lanes,
      JdbcReceipts receipts,
      JdbcLedger ledger,
      JdbcAttention attention,
      JdbcDisclosures disclosures,
      Patience patience,
      ConsentEnds ends,
      Consumer<String> wakeUp,
      Clock clock) {
    this.db = db;
    this.lanes = lanes;
    this.receipts = receipts;
    this.ledger = ledger;
    this.attention = attention;
    this.patience = patience;
    this.ends = ends;
    this.wakeUp = wakeUp;
    this.clock = clock;
    this.events = new EventLog(db, clock);
    this.changed = new ChangedConsent(db, disclosures, ledger, attention, clock);
  }

  void plan(Cleared cleared) {
    cleared.withheld().forEach(this::planNothing);
    cleared.allowed().forEach(this::planAllowed);
    cleared.allowed().stream()
        .map(yes -> yes.addressee().partner())
        .distinct()
        .forEach(this::wakeUpAfterCommit);
  }

  private void planNothing(Withheld no) {
    var to = no.addressee();
    lanes.hold(to.partner(), to.record().participantId());
    changed.nothing(to, no.ground());
    if (ends == ConsentEnds.RETIRE
        && receipts.isHeldUnderConsent(to.partner(), to.record().key())) {
      if (plan(to, WAITING, ChangedConsent.TAKEN_BACK)) {
        changed.newerIsNothing(to, no.ground());
      }
      changed.isTakenBack(to);
      lanes.refresh(to.partner(), to.record().participantId());
      wakeUpAfterCommit(to.partner());
    } else if (plan(to, WITHHELD, no.ground().word())) {
      changed.newerIsNothing(to, no.ground());
    }
  }

  private void planAllowed(Allowed yes) {
    lanes.hold(yes.addressee().partner(), yes.addressee().record().participantId());
    changed.page(yes);
    if (plan(yes.addressee(), WAITING, "due")) {
      changed.newer(yes);
    } else {
      changed.parts(yes);
      lanes.refresh(yes.addressee().partner(), yes.addressee().record().participantId());
    }
  }

  /** Whether it was planned for the first time; in its lane, which is held. */
  private boolean plan(Addressee addressee, DeliveryState state, String note) {
    var key = addressee.record().key();
    var partner = addressee.partner();
    if (receipts.newerIsPlanned(partner, key)) {
      insert(addressee, SUPERSEDED, new Outcome.Superseded().note());
      return true;
    }
    supersedeOlder(partner, key);
    var fresh = insert(addressee, state, note);
    if (fresh) {
      hurryOlder(partner, addressee.record());
    } else {
      replan(partner, key, state, note);
    }
    if (state == WITHHELD) {
      openWithheld(addressee, note);
    }
    lanes.refresh(partner, addressee.record().participantId());
    return fresh;
  }

  /** What is urgent and may not be told is for a person: a consent can be asked for. */
  private void openWithheld(Addressee addressee, String ground) {
    var record = addressee.record();
    if (record.priority() == Priority.ROUTINE || record.onlyForHolders()) {
      return;
    }
    withheld(addressee.partner(), record.key())
        .ifPresent(
            id ->
                attention.open(
                    Concern.of(AttentionReason.WITHHELD, ground)
                        .delivery(id, record.key(), record.priority())
                        .at(addressee.partner(), record.participantId())
                        .after(patience.of(record.priority()))));
  }

  private Optional<Long> withheld(String partner, RecordKey key) {
    return db.sql(
            """
            select id from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and version = :version and state = 'WITHHELD'
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(Long.class)
        .optional();
  }

  private boolean insert(Addressee addressee, DeliveryState state, String note) {
    var record = addressee.record();
    var now = column(clock.instant());
    var fresh =
        db.sql(
                    """
                    insert into delivery
                           (kind, record_id, version, participant_id, partner, priority, state,
                            note, attempts, in_doubt, due_at, created_at, behind)
                    select :kind, :id, :version, :participant, :partner, :priority, :state,
                           :note, 0, false, :now, :now,
                           %s
                        on conflict do nothing
                    """
                        .formatted(OlderWaits.THAN_THE_PARAMETERS))
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
      EventType.of(state, record.kind())
          .ifPresent(type -> events.ofDelivery(type, addressee.partner(), record.key()));
    }
    return fresh;
  }

  /**
   * A version that the partner may be taking now is in doubt and settles by itself first. Which of
   * them is, one statement decides: between two, {@link JdbcAttempts#mayWrite} could come.
   */
  private void supersedeOlder(String partner, RecordKey key) {
    var superseded =
        db.sql(
                """
                update delivery set state = 'SUPERSEDED', note = :note, behind = false
                 where partner = :partner and kind = :kind and record_id = :id
                   and version < :version
                   and (state in ('NEEDS_PERSON', 'REFUSED', 'WITHHELD', 'BY_HAND', 'CANCELLED')
                        or state = 'WAITING' and in_doubt = false)
                """)
            .param("note", new Outcome.Superseded().note())
            .param("partner", partner)
            .param("kind", key.kind().word())
            .param("id", key.id())
            .param("version", key.version())
            .update();
    if (superseded > 0) {
      superseded(partner, key)
          .forEach(id -> attention.close(Concern.delivery(id), "a newer version"));
    }
  }

  private List<Long> superseded(String partner, RecordKey key) {
    return db.sql(
            """
            select id from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and version < :version and state = 'SUPERSEDED'
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(Long.class)
        .list();
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
    var parked = parked(partner, key, state, note);
    if (parked.isEmpty()) {
      return;
    }
    db.sql(
            """
            update delivery set state = :state, note = :note, due_at = :now, settled_at = null,
                   behind = :waits and %s
             where id = :id
            """
                .formatted(OlderWaits.than("delivery")))
        .param("state", state.name())
        .param("note", note)
        .param("now", column(clock.instant()))
        .param("waits", state == WAITING)
        .param("id", parked.get())
        .update();
    ledger.write("plan", key, partner, state.word() + ": " + note);
    events.ofDelivery(
        EventType.of(state, key.kind()).orElse(EventType.DELIVERY_RESUMED), parked.get());
    attention.close(Concern.delivery(parked.get()), "the participant's record changed");
  }

  private Optional<Long> parked(String partner, RecordKey key, DeliveryState state, String note) {
    return db.sql(
            """
            select id from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and version = :version
               and (state in ('WITHHELD', 'NEEDS_PERSON', 'REFUSED', 'BY_HAND')
                    or state = 'CANCELLED' and :takenBack = true)
               and (state <> :state or note not like :note)
            """)
        .param("state", state.name())
        .param("note", note + "%")
        .param("takenBack", note.equals(ChangedConsent.TAKEN_BACK))
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(Long.class)
        .optional();
  }

  private void wakeUpAfterCommit(String partner) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wakeUp.accept(partner);
          }
        });
  }
}
