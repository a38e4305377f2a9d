package org.warmhandoff.flow.message;

/** A delivery of which it was decided, now, what may be sent. */
public sealed interface Decided extends DeliveryStage permits Permitted, Withdrawn {

  /** As it was opened. */
  Opened opened();

  @Override
  default Delivery delivery() {
    return opened().delivery();
  }
}
