package org.warmhandoff.benchmarks.delivery;

import java.util.List;

/**
 * How much of everything is measured.
 *
 * @param atOnce at the partner that answers at once
 * @param real at the real server
 * @param emergencies how many, one every quarter of a second
 * @param backlog records for a partner that is down
 * @param waiting rows that claims are measured among
 */
record Amounts(Size atOnce, Size real, int emergencies, int backlog, List<Integer> waiting) {

  /** What figures are taken from. */
  static Amounts full() {
    return new Amounts(
        new Size(1000, 4, 2000, 500, 5),
        new Size(60, 4, 600, 80, 3),
        120,
        100_000,
        List.of(1_000, 100_000, 1_000_000));
  }

  /** Shows that everything runs, in less than two minutes. */
  static Amounts quick() {
    return new Amounts(
        new Size(100, 4, 100, 60, 2), new Size(8, 4, 8, 6, 2), 8, 500, List.of(1_000, 10_000));
  }

  /** Shows that the harness works, in seconds. */
  static Amounts tiny() {
    return new Amounts(new Size(10, 2, 10, 10, 1), new Size(5, 2, 5, 5, 1), 2, 30, List.of(10, 20));
  }
}
