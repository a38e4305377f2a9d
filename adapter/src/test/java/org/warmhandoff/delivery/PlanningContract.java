package org.warmhandoff.delivery;

import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.flow.message.DeliveryState.REFUSED;
import static org.warmhandoff.flow.message.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.testing.Outcomes;

/** A newer version goes instead of an older one, never before it and never after it. */
interface PlanningContract extends StoreAtHand {

  @Test
  default void aNewerVersionSupersedesAWaitingOlderOne() {
    bridge().submit(DANA);
    bridge().submit(plan());

    bridge().submit(plan().version(2));

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().plan(2)).isEqualTo(WAITING);
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void anOlderVersionThatArrivesLateIsSupersededAtOnce() {
    bridge().submit(DANA);
    bridge().submit(plan().version(2));

    bridge().submit(plan());

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().plan(2)).isEqualTo(WAITING);
  }

  @Test
  default void anOlderVersionNeverGoesAfterANewerOneWasDelivered() {
    bridge().submit(DANA);
    bridge().submit(plan().version(2));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("CarePlan/2"));

    bridge().submit(plan());

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void aVersionOnItsWayIsNotSupersededAndTheNewerWaitsForIt() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(onItsWay)).isTrue();

    bridge().submit(plan().version(2));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).isEmpty();
    bridge().settle(onItsWay, Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void aVersionThatIsNotYetBeingWrittenIsSupersededAndIsNotWrittenAfterwards() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var claimed = bridge().claimOnly("psychiatry");

    bridge().submit(plan().version(2));

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().setOut(claimed)).isFalse();
    bridge().settle(claimed, Outcomes.tryLater());
    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void aVersionThatSetsOutWhileANewerIsBeingPlannedIsWaitedFor() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var claimed = bridge().claimOnly("psychiatry");

    var planned =
        store()
            .transaction()
            .execute(
                settingOut -> {
                  assertThat(bridge().setOut(claimed)).isTrue();
                  var newer = runAsync(() -> bridge().submit(plan().version(2)));
                  await().until(() -> newer.isDone() || store().somebodyWaits());
                  return newer;
                });

    assertThat(planned).succeedsWithin(Duration.ofSeconds(10));
    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).isEmpty();
    bridge().settle(claimed, Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void aVersionThatSetsOutJustAfterANewerWasPlannedDoesNot() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var claimed = bridge().claimOnly("psychiatry");

    var setOut =
        store()
            .transaction()
            .execute(
                planning -> {
                  bridge().share(plan().version(2));
                  var older = supplyAsync(() -> bridge().setOut(claimed));
                  await().until(() -> older.isDone() || store().somebodyWaits());
                  return older;
                });

    assertThat(setOut).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
  }

  @Test
  default void aNewerVersionFindsWhatThePartnerHoldsOfTheOlder() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("CarePlan/1"));
    bridge().submit(plan().version(2));

    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));

    assertThat(opened.held()).contains(Held.of(plan().record(), Outcomes.receipt("CarePlan/1")));
    assertThat(opened.record().version()).isEqualTo(2);
  }

  @Test
  default void aPlanThatWaitedWhileAnotherTookItsPlaceDoesNotCome() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    bridge().submit(plan().id("CP-2").with("making/replaces", "CP-1"));
    bridge().settle(onItsWay, Outcomes.tryLater());
    clock().pass(Duration.ofSeconds(2));

    var stage = bridge().open(onItsWay);

    assertThat(stage).isEqualTo(new AttemptResult(onItsWay, new Outcome.Superseded()));
  }

  @Test
  default void anOlderVersionThatCouldNotBeSentGivesWayToTheNewer() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(onItsWay)).isTrue();
    bridge().submit(plan().version(2));
    bridge().settle(onItsWay, Outcomes.tryLater());
    clock().pass(Duration.ofSeconds(2));

    var again = bridge().claimOnly("psychiatry");
    var stage = bridge().open(again);

    assertThat(again.key().version()).isEqualTo(1);
    assertThat(stage).isEqualTo(new AttemptResult(again, new Outcome.Superseded()));
    bridge().settle(again, new Outcome.Superseded());
    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void anOlderVersionInDoubtIsAskedForThoughANewerWaits() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(onItsWay)).isTrue();
    bridge().submit(plan().version(2));
    bridge().settle(onItsWay, new Outcome.Unknown("no answer to a write"));
    clock().pass(Duration.ofSeconds(2));

    var again = bridge().claimOnly("psychiatry");

    assertThat(again.inDoubt()).isTrue();
    assertThat(bridge().open(again)).isInstanceOf(Opened.class);
  }

  @Test
  default void aNewerVersionEndsTheOlderOnesThatWereRefused() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), new Outcome.Refused("answered 422"));
    assertThat(bridge().plan(1)).isEqualTo(REFUSED);

    bridge().submit(plan().version(2));

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
  }

  @Test
  default void anOlderVersionThatIsRefusedWhenANewerIsPlannedNeedsNobodysHand() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    bridge().submit(plan().version(2));

    bridge().settle(onItsWay, new Outcome.Refused("answered 422"));

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
  }
}
