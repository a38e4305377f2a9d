package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A permitted delivery with the patient it belongs to at the partner.
 *
 * @param exchanges the requests it took to find the patient
 */
public record Matched(Permitted permitted, Link link, List<Exchanged> exchanges)
    implements DeliveryStage {

  public Matched {
    requireNonNull(permitted);
    requireNonNull(link);
    exchanges = List.copyOf(exchanges);
  }

  /** A patient who was known from before. */
  public Matched(Permitted permitted, Link link) {
    this(permitted, link, List.of());
  }

  @Override
  public Delivery delivery() {
    return permitted.delivery();
  }
}
