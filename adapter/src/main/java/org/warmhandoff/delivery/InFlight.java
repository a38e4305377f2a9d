package org.warmhandoff.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.warmhandoff.flow.message.Delivery;

/**
 * How many deliveries of one partner this process has in hand, so that it claims no more than it
 * can carry. What is in hand longer than its lease is not counted any more: it is lost.
 */
final class InFlight {

  private final int all;
  private final Map<ClaimedDelivery, Instant> inHand = new HashMap<>();
  private final Map<ClaimedDelivery, Instant> lost = new HashMap<>();
  private Instant askedAt;

  InFlight(int all, Instant now) {
    this.all = all;
    this.askedAt = now;
  }

  int all() {
    return all;
  }

  synchronized int free(Instant now) {
    askedAt = now;
    inHand.forEach(
        (claim, leaseEnds) -> {
          if (!leaseEnds.isAfter(now)) {
            lost.put(claim, leaseEnds);
          }
        });
    inHand.keySet().removeAll(lost.keySet());
    return all - inHand.size();
  }

  /** When it was last asked what is free; now at the latest, also where the clock was put back. */
  synchronized Instant askedAt(Instant now) {
    if (askedAt.isAfter(now)) {
      askedAt = now;
    }
    return askedAt;
  }

  /** How many have not come back though their leases ended before then. */
  synchronized long lostBefore(Instant then) {
    return lost.values().stream().filter(leaseEnded -> leaseEnded.isBefore(then)).count();
  }

  synchronized void hold(Delivery delivery, Instant leaseEnds) {
    inHand.put(ClaimedDelivery.of(delivery), leaseEnds);
  }

  synchronized void lay(Delivery delivery) {
    inHand.remove(ClaimedDelivery.of(delivery));
    lost.remove(ClaimedDelivery.of(delivery));
  }
}
