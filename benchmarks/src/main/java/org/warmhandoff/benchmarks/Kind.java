package org.warmhandoff.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of records that are handed over, and the fixtures of each. */
public enum Kind {
  CRISIS_PLAN("plans") {
    @Override
    List<FixtureRecord> records() {
      return Stream.concat(super.records().stream(), Stream.of(FixtureRecord.fullPlan())).toList();
    }
  },
  CRISIS_EVENT("events"),
  REFERRAL("referrals");

  private final String folder;

  Kind(String folder) {
    this.folder = folder;
  }

  List<FixtureRecord> records() {
    return FixtureRecord.in(folder);
  }
}
