package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a delivery went.
 *
 * @param exchanges every request that was made for it, in order
 * @param wrote whether the partner took any part of it, whatever came of the whole
 */
public record Answer(
    Delivery delivery, Outcome outcome, List<Exchanged> exchanges, boolean wrote) implements Leg {

  public Answer {
    requireNonNull(delivery);
    requireNonNull(outcome);
    exchanges = List.copyOf(exchanges);
  }

  /** An answer before anything was written. */
  public Answer(Delivery delivery, Outcome outcome, List<Exchanged> exchanges) {
    this(delivery, outcome, exchanges, false);
  }

  /** An answer that took no request. */
  public Answer(Delivery delivery, Outcome outcome) {
    this(delivery, outcome, List.of());
  }

  /** Whether the partner may hold something of it that we do not know of. */
  public boolean inDoubt() {
    var known = outcome instanceof Outcome.Delivered || outcome instanceof Outcome.NotThere;
    return !known && (wrote || outcome.inDoubt() || delivery.inDoubt());
  }
}
