package org.warmhandoff.flow.message;

import java.util.EnumSet;
import java.util.Set;
import org.warmhandoff.record.Words;

/**
 * Where a delivery stands, and every move it may make. Drawn in {@code docs/delivery-states.md}.
 */
public enum DeliveryState {
  /** Due now or at its time. */
  WAITING,
  /** The partner has it. */
  DELIVERED,
  /** The partner will not take it. */
  REFUSED,
  /** A person must say which of the partner's patients it is. */
  NEEDS_PERSON,
  /** The partner's system takes it in no form: a person must bring the printed page. */
  BY_HAND,
  /** A person brought the printed page and said so. */
  HANDED_OVER,
  /** Consent does not allow it. */
  WITHHELD,
  /** A newer version goes instead. */
  SUPERSEDED,
  /** The partner never had the record and need not hear that it is over. */
  NOT_NEEDED,
  /** An operator said that it is not to go. */
  CANCELLED;

  /** Those that do not go on without a person. */
  public static final Set<DeliveryState> PARKED = Set.of(REFUSED, NEEDS_PERSON, BY_HAND);

  /** What planning may begin with. */
  public static final Set<DeliveryState> FIRST = Set.of(WAITING, WITHHELD, SUPERSEDED);

  /** Where it may go from here; staying is no move. */
  public Set<DeliveryState> next() {
    return switch (this) {
      case WAITING ->
          EnumSet.of(
              DELIVERED,
              REFUSED,
              NEEDS_PERSON,
              BY_HAND,
              WITHHELD,
              SUPERSEDED,
              NOT_NEEDED,
              CANCELLED);
      case REFUSED, NEEDS_PERSON -> EnumSet.of(WAITING, WITHHELD, SUPERSEDED, CANCELLED);
      case BY_HAND -> EnumSet.of(WAITING, WITHHELD, SUPERSEDED, CANCELLED, HANDED_OVER);
      case WITHHELD -> EnumSet.of(WAITING, SUPERSEDED);
      case CANCELLED -> EnumSet.of(WAITING, SUPERSEDED);
      case HANDED_OVER -> EnumSet.of(WAITING);
      case DELIVERED -> EnumSet.of(WAITING);
      case SUPERSEDED, NOT_NEEDED -> EnumSet.noneOf(DeliveryState.class);
    };
  }

  /** The word used in the API, such as {@code needs-person}. */
  public String word() {
    return Words.word(this);
  }
}
