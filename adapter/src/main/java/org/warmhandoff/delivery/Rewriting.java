package org.warmhandoff.delivery;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;

/**
 * Has what a partner should hold, and does not as it should, go there once more by the normal line:
 * consent is decided anew, and so is who the participant is there.
 */
public final class Rewriting {

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Lanes lanes;
  private final JdbcDeliveries deliveries;
  private final JdbcReceipts receipts;
  private final JdbcLedger ledger;
  private final Consumer<String> wakeUp;
  private final Clock clock;

  /**
   * In these tables.
   *
   * @param wakeUp called with the name of a partner that something is due for
   */
  public Rewriting(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcReceipts receipts,
      JdbcLedger ledger,
      Consumer<String> wakeUp,
      Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.lanes = lanes;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.ledger = ledger;
    this.wakeUp = wakeUp;
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
    var note = "goes once more, reconciled by " + by;
    if (!ChangedConsent.goesAgain(db, delivery.id(), note, clock.instant())) {
      return Optional.of("is not delivered: it is " + delivery.state().word());
    }
    ledger.write("operate", delivery.key(), delivery.partner(), note);
    lanes.refresh(delivery.partner(), delivery.participantId());
    return Optional.empty();
  }
}
