package org.warmhandoff.delivery;

import org.warmhandoff.flow.message.Delivery;

/** A delivery in hand. The same delivery claimed again after its lease is another claim. */
record ClaimedDelivery(long delivery, long lease) {

  static ClaimedDelivery of(Delivery delivery) {
    return new ClaimedDelivery(delivery.id(), delivery.lease().number());
  }
}
