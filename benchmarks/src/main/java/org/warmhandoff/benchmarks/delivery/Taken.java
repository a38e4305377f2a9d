package org.warmhandoff.benchmarks.delivery;

import java.util.List;

/** What one way took in each round. */
record Taken(List<Round> rounds) {

  /**
   * One round.
   *
   * @param rate records a second
   * @param processor milliseconds of processor time a record, of the process that brings them
   */
  record Round(double rate, double processor) {}

  Taken {
    rounds = List.copyOf(rounds);
  }

  Sample rates() {
    return new Sample(rounds.stream().map(Round::rate).toList());
  }

  Sample processor() {
    return new Sample(rounds.stream().map(Round::processor).toList());
  }
}
