package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.store.JdbcReceipts;

/** Which writes nothing was heard of, and until when one of them may still be carried out. */
final class UnconfirmedWrites {

  private final JdbcClient db;
  private final JdbcReceipts receipts;
  private final RetryTiming timing;

  UnconfirmedWrites(JdbcClient db, JdbcReceipts receipts, RetryTiming timing) {
    this.db = db;
    this.receipts = receipts;
    this.timing = timing;
  }

  /**
   * What an attempt leaves behind, but that it writes no more: that is written down with its state,
   * or by {@link #writesNoMore}. Part of the settling's transaction.
   */
  void settle(AttemptResult answer) {
    var delivery = answer.delivery();
    if (answer.outcome().inDoubt()) {
      countOne(delivery);
    }
    if (answer.outcome() instanceof Delivered) {
      if (!answer.partly()) {
        theOnlyOneArrived(delivery);
      }
      lookAgainIfOverAnother(answer);
    }
  }

  /** Whatever it has set out to write, the attempt has ended. */
  void writesNoMore(Delivery delivery) {
    db.sql("update delivery set writing_until = null where id = :id")
        .param("id", delivery.id())
        .update();
  }

  /** From now on, for an answer may be waited for long. */
  private void countOne(Delivery delivery) {
    db.sql(
            """
            update delivery
               set unheard = unheard + 1, writing_until = null,
                   unheard_until = case when unheard_until > :until then unheard_until
                                        else :until end
             where id = :id and writing_until is not null
            """)
        .param("until", column(timing.clock().instant().plus(timing.doubt())))
        .param("id", delivery.id())
        .update();
  }

  /** It was found without having been written again: if there was one, it is what is there. */
  private void theOnlyOneArrived(Delivery delivery) {
    db.sql(
            """
            update delivery set unheard = 0, unheard_until = null
             where id = :id and unheard = 1
            """)
        .param("id", delivery.id())
        .update();
  }

  /**
   * Also where that ended while the attempt was under way: it may have left something for later.
   */
  private void lookAgainIfOverAnother(AttemptResult answer) {
    var delivery = answer.delivery();
    var begun =
        answer.exchanges().stream().map(Exchanged::at).findFirst().orElse(timing.clock().instant());
    receipts
        .unheardUntil(delivery.partner(), delivery.key())
        .filter(until -> until.isAfter(begun))
        .ifPresent(
            until ->
                db.sql("update delivery set look_again_at = :until where id = :id")
                    .param("until", column(until))
                    .param("id", delivery.id())
                    .update());
  }
}
