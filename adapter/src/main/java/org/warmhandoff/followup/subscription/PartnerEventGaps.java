package org.warmhandoff.followup.subscription;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;
import org.warmhandoff.flow.subscription.EventGapAnswer.NotRecovered;
import org.warmhandoff.flow.subscription.EventGapAnswer.Recovered;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
import org.warmhandoff.record.Priority;
import org.warmhandoff.store.JdbcReferralLives;

/**
 * Asks partners for what their subscriptions have counted and not told of. What is named of ours is
 * looked at now; where they cannot be asked, or their answer leaves anything open, everything is.
 */
public final class PartnerEventGaps implements EventGaps {

  private static final Logger log = getLogger(PartnerEventGaps.class);

  private final JdbcEventGaps gaps;
  private final JdbcReferralLives lives;
  private final Hints hints;
  private final Gates gates;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration lease;

  /**
   * Asks about these gaps.
   *
   * @param lease how long one question may take
   */
  public PartnerEventGaps(
      JdbcEventGaps gaps,
      JdbcReferralLives lives,
      Hints hints,
      Gates gates,
      TransactionTemplate transaction,
      Clock clock,
      Duration lease) {
    this.gaps = gaps;
    this.lives = lives;
    this.hints = hints;
    this.gates = gates;
    this.transaction = transaction;
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public List<EventGap> missing(String partner) {
    if (!gaps.allWanted(partner).isEmpty()) { // whoever found that may have died
      hints.lookAtAll(partner);
    }
    var now = clock.instant();
    return gaps.due(partner, now).stream().flatMap(row -> claimed(row, now).stream()).toList();
  }

  private Optional<EventGap> claimed(EventGapRow row, Instant now) {
    var asked = row.asked(now.plus(lease)).filter(gap -> mayAsk(gap.partner()));
    if (asked.isEmpty()) {
      lookAtAll(row.key());
    }
    return asked.filter(gap -> gaps.isClaimed(row, gap.until()));
  }

  private boolean mayAsk(String partner) {
    return gates.mayAsk(partner, Priority.URGENT);
  }

  private void lookAtAll(SubscriptionRowKey key) {
    gaps.lookAtAll(key);
    hints.lookAtAll(key.partner());
  }

  @Override
  public void keep(EventGapAnswer answer) {
    var gap = answer.gap();
    if (answer instanceof Recovered recovered) {
      transaction.executeWithoutResult(status -> recovered(recovered, clock.instant()));
      log.info("{} told of {} missing events of {}", gap.partner(), gap.size(), gap.type());
    } else {
      var not = (NotRecovered) answer;
      not.why().ifPresent(why -> gates.heard(gap.partner(), why));
      lookAtAll(new SubscriptionRowKey(gap.partner(), gap.type()));
      log.info(
          "{} missing events of {} at {}: {}; everything that is open is looked at",
          gap.size(),
          gap.type(),
          gap.partner(),
          not.note());
    }
  }

  private void recovered(Recovered recovered, Instant now) {
    var gap = recovered.gap();
    lives.hint(gap.partner(), life -> Hints.isAmong(recovered.names(), life), now);
    gaps.closed(gap, now); // in the order in which looks hold them
  }
}
