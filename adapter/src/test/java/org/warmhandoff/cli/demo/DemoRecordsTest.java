package org.warmhandoff.cli.demo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Referral.Target;
import org.warmhandoff.record.Words;

class DemoRecordsTest {

  private static final Set<ExpectedEnd> TAKEN_ON = Set.of(ExpectedEnd.GRAPH, ExpectedEnd.DOCUMENT);

  @Test
  void aReferralToEachKindOfPlaceArrivesAndSoItsLoopCloses() {
    var targets =
        Fixtures.expectations().stream()
            .filter(one -> one.key().kind() == RecordKind.REFERRAL && TAKEN_ON.contains(one.what()))
            .map(one -> "referrals/%s.v%d.json".formatted(one.key().id(), one.key().version()))
            .map(file -> Fixtures.tree(file).at("/to/target").asText())
            .collect(toSet());

    assertThat(targets)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Target.values()).map(Words::word).collect(toSet()));
  }
}
