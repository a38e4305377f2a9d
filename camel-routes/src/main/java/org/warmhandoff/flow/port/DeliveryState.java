package org.warmhandoff.flow.port;

import org.warmhandoff.record.Words;

/** Where a delivery stands. Drawn in {@code docs/delivery-states.md}. */
public enum DeliveryState {
  /** Due now or at its time. */
  WAITING,
  /** The partner has it. */
  DELIVERED,
  /** The partner will not take it. */
  REFUSED,
  /** A person must say which of the partner's patients it is. */
  NEEDS_PERSON,
  /** Consent does not allow it. */
  WITHHELD,
  /** A newer version goes instead. */
  SUPERSEDED,
  /** The partner never had the record and need not hear that it is over. */
  NOT_NEEDED;

  /** The word used in the API, such as {@code needs-person}. */
  public String word() {
    return Words.word(this);
  }
}
