package org.warmhandoff.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.warmhandoff.flow.message.Delivery;

/**
 * How many deliveries of one partner this process has in hand, so that it claims no more than it
 * can carry. What is in hand longer than its lease is not counted any more: it is lost.
 */
final class InFlight {

  /** By as much a clock is set right now and then, and two who ask at once change places. */
  private static final Duration CLOCK_JITTER = Duration.ofSeconds(30);

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
    putBack(now);
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

  /**
   * Whether nobody has asked what is free for longer than that, or whoever has one in hand has not
   * come back so long after its lease.
   */
  synchronized boolean standsStill(Instant now, Duration longest) {
    putBack(now);
    var then = now.minus(longest);
    return askedAt.isBefore(then) || lost.values().stream().anyMatch(ended -> ended.isBefore(then));
  }

  /** Where the clock was, what was reckoned by it is: else a hand would be awaited until then. */
  private void putBack(Instant now) {
    if (now.plus(CLOCK_JITTER).isBefore(askedAt)) {
      var by = Duration.between(now, askedAt);
      inHand.replaceAll((claim, leaseEnds) -> leaseEnds.minus(by));
      lost.replaceAll((claim, leaseEnded) -> leaseEnded.isAfter(now) ? now : leaseEnded);
      askedAt = now;
    }
  }

  synchronized void hold(Delivery delivery, Instant leaseEnds, Instant now) {
    putBack(now);
    inHand.put(ClaimedDelivery.of(delivery), leaseEnds);
  }

  synchronized void lay(Delivery delivery) {
    inHand.remove(ClaimedDelivery.of(delivery));
    lost.remove(ClaimedDelivery.of(delivery));
  }
}
