package org.warmhandoff.record;

import java.util.stream.Stream;

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

  /** The word used in the API, such as {@code emergency}. */
  public String word() {
    return Words.word(this);
  }

  /**
   * The priority of that rank.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Priority ofRank(int rank) {
    return Stream.of(values())
        .filter(one -> one.rank == rank)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no priority " + rank));
  }
}
