package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A delivery of which it is decided what is sent, with the patient it belongs to at the partner.
 *
 * @param exchanges the requests it took to find the patient
 */
public record Matched(Decided decided, Link link, List<Exchanged> exchanges)
    implements DeliveryStage {

  public Matched {
    requireNonNull(decided);
    requireNonNull(link);
    exchanges = List.copyOf(exchanges);
  }

  /** A patient who was known from before. */
  public Matched(Decided decided, Link link) {
    this(decided, link, List.of());
  }

  @Override
  public Delivery delivery() {
    return decided.delivery();
  }
}
