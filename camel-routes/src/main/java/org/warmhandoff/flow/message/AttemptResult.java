package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a delivery went.
 *
 * @param exchanges every request that was made for it, in order
 * @param partly whether something of it was written, be it all or not
 * @param named what the partner said that it made, be it seen there or not
 */
public record AttemptResult(
    Delivery delivery,
    Outcome outcome,
    List<Exchanged> exchanges,
    boolean partly,
    List<Written> named)
    implements DeliveryStage {

  public AttemptResult {
    requireNonNull(delivery);
    requireNonNull(outcome);
    exchanges = List.copyOf(exchanges);
    named = List.copyOf(named);
  }

  /** An answer of an attempt that wrote nothing. */
  public AttemptResult(Delivery delivery, Outcome outcome, List<Exchanged> exchanges) {
    this(delivery, outcome, exchanges, false, List.of());
  }

  /** An answer that took no request. */
  public AttemptResult(Delivery delivery, Outcome outcome) {
    this(delivery, outcome, List.of());
  }

  /**
   * Whether the partner may hold something of it that we do not know of, or holds a part of it: a
   * version of which a part is there must be there whole before a newer one takes its place.
   */
  public boolean inDoubt() {
    var known =
        outcome instanceof Outcome.Delivered
            || outcome instanceof Outcome.NotThere
            || outcome instanceof Outcome.Retired;
    return !known && (partly || outcome.inDoubt() || delivery.inDoubt());
  }
}
