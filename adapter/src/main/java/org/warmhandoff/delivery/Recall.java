package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;

/** A partner is told that it is asked no more of a referral that it has, by the line. */
public final class Recall {

  private static final String NOTE = "sent on to somebody else; goes again as recalled";

  private final JdbcClient db;
  private final Lanes lanes;
  private final JdbcDeliveries deliveries;
  private final JdbcLedger ledger;
  private final Consumer<String> wakeUp;
  private final Clock clock;

  /**
   * Recalls in this database.
   *
   * @param wakeUp called after the commit, with the name of a partner that something is due for
   */
  public Recall(
      JdbcClient db,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcLedger ledger,
      Consumer<String> wakeUp,
      Clock clock) {
    this.db = db;
    this.lanes = lanes;
    this.deliveries = deliveries;
    this.ledger = ledger;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** Nobody else changes what waits there until the transaction ends. */
  public void hold(String partner, String participant) {
    lanes.hold(partner, participant);
  }

  /**
   * What the partner has of it goes again, as it is to know it now. Part of the transaction that
   * {@link #hold holds} the lane.
   *
   * @return false where nothing goes by the line, for a person brought it
   */
  public boolean goes(String partner, String participant, RecordKey key) {
    var last =
        deliveries.of(key.kind(), key.id()).stream()
            .filter(one -> one.partner().equals(partner))
            .reduce((one, other) -> other.version() > one.version() ? other : one);
    var goes = last.filter(this::goesAgain).isPresent();
    if (goes) {
      ledger.write("plan", key, partner, NOTE);
      lanes.unblock(partner, key);
      lanes.refresh(partner, participant);
      wakeUpAfterCommit(partner);
    }
    return goes;
  }

  private boolean goesAgain(DeliveryView delivery) {
    return delivery.state() == DeliveryState.WAITING
        ? isAnotherEdition(delivery.id())
        : ChangedConsent.goesAgain(db, delivery.id(), NOTE, clock.instant());
  }

  /** An attempt that is under way tells it as it was: what it told counts as the edition before. */
  private boolean isAnotherEdition(long delivery) {
    return db.sql(
                """
                update delivery set edition = edition + 1, due_at = :now
                 where id = :id and state = 'WAITING'
                """)
            .param("now", column(clock.instant()))
            .param("id", delivery)
            .update()
        == 1;
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
