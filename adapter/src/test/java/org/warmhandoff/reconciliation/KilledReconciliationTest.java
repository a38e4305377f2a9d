package org.warmhandoff.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer.Compared;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** Whoever looks dies between two participants, or while looking at one. */
class KilledReconciliationTest {

  private static final String PARTNER = "psychiatry";

  @TempDir private Path directory;

  private final SettableClock clock = new SettableClock("2026-11-28T03:10:00Z");

  private static void holds(Bridge bridge, String participant, String plan) {
    bridge.submit(dana().id(participant));
    bridge.submit(plan().id(plan).with("participantId", participant));
    bridge.settle(bridge.claimOnly(PARTNER), Outcomes.delivered("CarePlan/" + plan));
  }

  private static void isLookedAt(PartnerReconciliation reconciliation, HeldByPartner held) {
    reconciliation.keep(new Compared(held, List.of(), List.of(), Set.of(), 5));
  }

  private static List<String> participants(List<HeldByPartner> due) {
    return due.stream().map(HeldByPartner::participantId).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itGoesOnWhereItWasAndLooksAtNobodyTwiceWhoWasLookedAt(boolean postgresql) {
    try (var store = postgresql ? Store.postgresql() : Store.h2(directory)) {
      var bridge = new Bridge(store, Partners.near(), clock);
      holds(bridge, "P-1", "CP-1");
      holds(bridge, "P-2", "CP-2");
      var killed = bridge.reconciliation();
      var id = killed.begin(PARTNER, Optional.empty(), "desk");
      isLookedAt(killed, killed.due(PARTNER).get(0));
      var underWay = killed.due(PARTNER);
      assertThat(participants(underWay)).containsExactly("P-2");

      var next = bridge.reconciliation();
      assertThat(next.due(PARTNER)).as("its time is not over").isEmpty();
      clock.pass(Bridge.LEASE.plus(Duration.ofSeconds(1)));
      var again = next.due(PARTNER);
      assertThat(participants(again)).containsExactly("P-2");
      isLookedAt(next, again.get(0));
      isLookedAt(killed, underWay.get(0));

      assertThat(next.due(PARTNER)).isEmpty();
      var run = new JdbcReconciliations(store.db()).one(id).orElseThrow();
      assertThat(run.ended()).isPresent();
      assertThat(run.lookedAt()).isEqualTo(2);
      assertThat(run.requests()).isEqualTo(10);
    }
  }
}
