package org.warmhandoff.benchmarks.delivery;

import java.util.List;

/** Figures of the same thing, taken several times. */
record Sample(List<Double> figures) {

  Sample {
    figures = figures.stream().sorted().toList();
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  double median() {
    return percentile(50);
  }

  /** The smallest figure that so many of a hundred do not exceed. */
  double percentile(int share) {
    var rank = (int) Math.ceil(share / 100.0 * figures.size());
    return figures.get(Math.max(0, rank - 1));
  }

  double least() {
    return figures.get(0);
  }

  double greatest() {
    return figures.get(figures.size() - 1);
  }
}
