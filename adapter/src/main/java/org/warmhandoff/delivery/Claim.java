package org.warmhandoff.delivery;

import org.warmhandoff.flow.message.Delivery;

/** A delivery in hand. The same delivery claimed again after its lease is another claim. */
record Claim(long delivery, long lease) {

  static Claim of(Delivery delivery) {
    return new Claim(delivery.id(), delivery.lease().number());
  }
}
