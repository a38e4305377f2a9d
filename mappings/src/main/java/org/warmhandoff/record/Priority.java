package org.warmhandoff.record;

/** The order in which deliveries of one lane go. */
public enum Priority {
  EMERGENCY(1),
  URGENT(2),
  ROUTINE(3);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** Its place in the order, the lowest first. */
  public int rank() {
    return rank;
  }
}
