package org.warmhandoff.flow.message;

/**
 * How far a delivery has come: opened, decided, matched, and at any point answered. Each station
 * takes only what the one before it hands on, so nothing is written that was not permitted.
 */
public sealed interface DeliveryStage permits Opened, Decided, Matched, AttemptResult {

  /** The claimed row this is about. */
  Delivery delivery();
}
