package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

/** How a delivery went. */
public record Answer(Delivery delivery, Outcome outcome) implements Leg {

  public Answer {
    requireNonNull(delivery);
    requireNonNull(outcome);
  }
}
