package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a delivery went.
 *
 * @param exchanges every request that was made for it, in order
 */
public record Answer(Delivery delivery, Outcome outcome, List<Exchanged> exchanges) implements Leg {

  public Answer {
    requireNonNull(delivery);
    requireNonNull(outcome);
    exchanges = List.copyOf(exchanges);
  }

  /** An answer that took no request. */
  public Answer(Delivery delivery, Outcome outcome) {
    this(delivery, outcome, List.of());
  }

  /** Whether the partner may hold something of it that we do not know of. */
  public boolean inDoubt() {
    var known = outcome instanceof Outcome.Delivered || outcome instanceof Outcome.NotThere;
    return !known && (outcome.inDoubt() || delivery.inDoubt());
  }
}
