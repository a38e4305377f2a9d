package org.warmhandoff.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many deliveries of one partner this process has in hand, so that it claims no more than it
 * can carry. What is in hand longer than its lease is not counted any more: it is lost.
 */
final class Hands {

  private final int all;
  private final Map<Long, Instant> inHand = new HashMap<>();

  Hands(int all) {
    this.all = all;
  }

  synchronized int free(Instant now) {
    inHand.values().removeIf(leaseEnds -> !leaseEnds.isAfter(now));
    return all - inHand.size();
  }

  synchronized void take(long delivery, Instant leaseEnds) {
    inHand.put(delivery, leaseEnds);
  }

  synchronized void lay(long delivery) {
    inHand.remove(delivery);
  }
}
