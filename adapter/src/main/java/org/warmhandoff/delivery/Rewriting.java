package org.warmhandoff.delivery;

import static java.util.Comparator.comparing;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;

/**
 * Has what a partner should hold, and does not as it should, go there once more by the normal line:
 * consent is decided anew, and so is who the participant is there.
 */
public final class Rewriting {

  private static final String NOT_BY_US =
      "nothing of ours is deleted there, and it was not taken back by us: have the partner end it";

  private static final String OVER =
      "it ended there, and writing it again would ask for it once more: what is still needed needs a"
          + " new referral";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Lanes lanes;
  private final JdbcDeliveries deliveries;
  private final JdbcReceipts receipts;
  private final JdbcRecords records;
  private final JdbcReferralLives lives;
  private final JdbcLedger ledger;
  private final ConsentEnds ends;
  private final Consumer<String> wakeUp;
  private final EventLog events;
  private final Clock clock;

  /**
   * In these tables.
   *
   * @param ends what becomes of what a partner holds and nothing may be told of any more
   * @param wakeUp called with the name of a partner that something is due for
   */
  public Rewriting(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcReceipts receipts,
      JdbcRecords records,
      JdbcLedger ledger,
      ConsentEnds ends,
      Consumer<String> wakeUp,
      Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.lanes = lanes;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.records = records;
    this.lives = new JdbcReferralLives(db);
    this.ledger = ledger;
    this.ends = ends;
    this.wakeUp = wakeUp;
    this.events = new EventLog(db, clock);
    this.clock = clock;
  }

  /**
   * It goes once more.
   *
   * @param by who or what asked for it
   * @return why it does not; empty where it does
   */
  public Optional<String> again(long delivery, String by) {
    var found = deliveries.one(delivery);
    if (found.isEmpty()) {
      return Optional.of("there is no such delivery any more");
    }
    var why = transaction.execute(status -> again(found.get(), by));
    wakeUp.accept(found.get().partner());
    return why;
  }

  private Optional<String> again(DeliveryView before, String by) {
    lanes.hold(before.partner(), before.participantId());
    var delivery = deliveries.one(before.id()).orElseThrow();
    if (receipts.newerIsPlanned(delivery.partner(), delivery.key())) {
      return Optional.of(new Outcome.Superseded().note());
    }
    if (delivery.state() == DeliveryState.WAITING) {
      return Optional.of("goes already");
    }
    if (isOver(delivery)) {
      return Optional.of(OVER);
    }
    var note = "goes once more, reconciled by " + by;
    if (!ChangedConsent.goesAgain(db, delivery.id(), note, clock.instant())) {
      return Optional.of("is not delivered: it is " + delivery.state().word());
    }
    resumed(delivery, note);
    return Optional.empty();
  }

  /** A referral that ended there would be asked for once more by a new task. */
  private boolean isOver(DeliveryView delivery) {
    return delivery.key().kind() == RecordKind.REFERRAL
        && records
            .one(delivery.key())
            .map(record -> lives.asToldTo(delivery.partner(), record))
            .filter(ProgramRecord::current)
            .isPresent()
        && lives
            .find(delivery.partner(), delivery.key().id())
            .filter(life -> life.state().isFinal())
            .isPresent();
  }

  private void resumed(DeliveryView delivery, String note) {
    events.ofDelivery(EventType.DELIVERY_RESUMED, delivery.id());
    ledger.write("operate", delivery.key(), delivery.partner(), note);
    lanes.refresh(delivery.partner(), delivery.participantId());
  }

  /**
   * What was taken back there and is in force there again is taken back once more, as consent is by
   * then.
   *
   * @param record in whatever version
   * @param by who or what asked for it
   * @return why it is not; empty where it is
   */
  public Optional<String> takeBack(String partner, RecordKey record, String by) {
    var newest =
        deliveries.of(record.kind(), record.id()).stream()
            .filter(one -> one.partner().equals(partner))
            .max(comparing(DeliveryView::version));
    if (newest.isEmpty() || ends != ConsentEnds.RETIRE) {
      return Optional.of(NOT_BY_US);
    }
    var why = transaction.execute(status -> takeBack(newest.get(), by));
    wakeUp.accept(partner);
    return why;
  }

  private Optional<String> takeBack(DeliveryView before, String by) {
    lanes.hold(before.partner(), before.participantId());
    var delivery = deliveries.one(before.id()).orElseThrow();
    if (delivery.state() == DeliveryState.WAITING) {
      return Optional.of("goes already");
    }
    var taken = takenBack(delivery);
    if (taken.isEmpty()
        || delivery.state() != DeliveryState.WITHHELD
        || receipts.newerIsPlanned(delivery.partner(), delivery.key())) {
      return Optional.of(NOT_BY_US);
    }
    db.sql("update delivery set taken_back = false where id = :id")
        .param("id", taken.getAsLong())
        .update();
    db.sql(
            """
            update delivery set state = 'WAITING', note = :note, due_at = :now, settled_at = null,
                   behind = %s
             where id = :id
            """
                .formatted(OlderWaits.than("delivery")))
        .param("note", ChangedConsent.TAKEN_BACK)
        .param("now", column(clock.instant()))
        .param("id", delivery.id())
        .update();
    resumed(delivery, "is taken back once more, reconciled by " + by);
    return Optional.empty();
  }

  /** The last version that the partner had, if that was taken back. */
  private OptionalLong takenBack(DeliveryView delivery) {
    return db.sql(
            """
            select id, taken_back from delivery
             where partner = :partner and kind = :kind and record_id = :record
               and remote is not null
             order by version desc limit 1
            """)
        .param("partner", delivery.partner())
        .param("kind", delivery.key().kind().word())
        .param("record", delivery.key().id())
        .query(
            (row, n) ->
                row.getBoolean("taken_back")
                    ? OptionalLong.of(row.getLong("id"))
                    : OptionalLong.empty())
        .optional()
        .orElseGet(OptionalLong::empty);
  }
}
