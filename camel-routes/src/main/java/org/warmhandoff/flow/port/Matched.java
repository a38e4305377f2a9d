package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

/** A permitted delivery with the patient it belongs to at the partner. */
public record Matched(Permitted permitted, Link link) implements Leg {

  public Matched {
    requireNonNull(permitted);
    requireNonNull(link);
  }

  @Override
  public Delivery delivery() {
    return permitted.delivery();
  }
}
