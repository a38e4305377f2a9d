package org.warmhandoff.delivery.gate;

import java.util.HashSet;
import java.util.Set;

/**
 * What this node has lately seen of a partner: how many in a row failed, and whether it is coming
 * back slowly.
 */
final class FailureStreak {

  /** So many different participants' deliveries in a row: it is not about one of them. */
  private static final int AILING = 5;

  /** So many times in a row that it could not be reached at all, be they one participant's. */
  private static final int GONE = 3;

  private static final int NO_LIMIT = 1 << 16;

  private final Set<String> failing = new HashSet<>();
  private int gone;
  private int hands = NO_LIMIT;

  synchronized void beats() {
    failing.clear();
    gone = 0;
    hands = Math.min(hands * 2, NO_LIMIT);
  }

  synchronized void fails(String participantId, boolean unreachable) {
    failing.add(participantId);
    gone = unreachable ? gone + 1 : 0;
  }

  /** Whether it is not about one of the deliveries any more. */
  synchronized boolean isOut() {
    return gone >= GONE || failing.size() >= AILING;
  }

  synchronized void startSlowly() {
    hands = 1;
  }

  /** How many deliveries at a time it may be asked for now. */
  synchronized int hands() {
    return hands;
  }
}
