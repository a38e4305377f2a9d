package org.warmhandoff.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of records that are handed over, and the fixtures of each. */
public enum Kind {
  CRISIS_PLAN("plans") {
    @Override
    List<Told> records() {
      return Stream.concat(super.records().stream(), Stream.of(Told.fullPlan())).toList();
    }
  },
  CRISIS_EVENT("events"),
  REFERRAL("referrals");

  private final String folder;

  Kind(String folder) {
    this.folder = folder;
  }

  List<Told> records() {
    return Told.in(folder);
  }
}
