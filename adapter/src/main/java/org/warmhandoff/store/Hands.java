package org.warmhandoff.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.warmhandoff.flow.port.Delivery;

/**
 * How many deliveries of one partner this process has in hand, so that it claims no more than it
 * can carry. What is in hand longer than its lease is not counted any more: it is lost.
 */
final class Hands {

  private final int all;
  private final Map<Claim, Instant> inHand = new HashMap<>();

  /** The same delivery claimed again after its lease is another claim. */
  private record Claim(long delivery, long lease) {}

  Hands(int all) {
    this.all = all;
  }

  int all() {
    return all;
  }

  synchronized int free(Instant now) {
    inHand.values().removeIf(leaseEnds -> !leaseEnds.isAfter(now));
    return all - inHand.size();
  }

  synchronized void hold(Delivery delivery, Instant leaseEnds) {
    inHand.put(claim(delivery), leaseEnds);
  }

  synchronized void lay(Delivery delivery) {
    inHand.remove(claim(delivery));
  }

  private static Claim claim(Delivery delivery) {
    return new Claim(delivery.id(), delivery.lease().number());
  }
}
