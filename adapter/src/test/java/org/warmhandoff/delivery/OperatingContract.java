package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.flow.message.DeliveryState.BY_HAND;
import static org.warmhandoff.flow.message.DeliveryState.CANCELLED;
import static org.warmhandoff.flow.message.DeliveryState.HANDED_OVER;
import static org.warmhandoff.flow.message.DeliveryState.REFUSED;
import static org.warmhandoff.flow.message.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.delivery.Operating.Moved;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.testing.Outcomes;

/** What a person may do to a delivery, what not, and how it is undone. */
interface OperatingContract extends StoreAtHand {

  private Delivery claimed() {
    bridge().submit(DANA);
    bridge().submit(plan());
    return bridge().claimOnly("psychiatry");
  }

  private Moved move(Move move, Delivery delivery) {
    return bridge().operating().carryOut(move, List.of(delivery.id()), "desk").get(0);
  }

  @Test
  default void whatWaitsForItsTimeGoesNow() {
    var delivery = claimed();
    bridge().settle(delivery, Outcomes.tryLater());
    assertThat(bridge().claim("psychiatry")).isEmpty();

    assertThat(move(Move.RETRY, delivery).to()).contains(WAITING);

    assertThat(bridge().claim("psychiatry")).hasSize(1);
    assertThat(bridge().wakeUps()).endsWith("psychiatry");
  }

  @ParameterizedTest
  @MethodSource("org.warmhandoff.delivery.OperatingContract#stopped")
  default void whatStoppedForWantOfAPatientGoesWhenAPersonHasDecided(Outcome stopped) {
    bridge().settle(claimed(), stopped);
    assertThat(bridge().claim("psychiatry")).isEmpty();

    bridge().operating().goOn("psychiatry", "P-1", "desk");

    assertThat(bridge().claim("psychiatry")).hasSize(1);
    assertThat(bridge().attention().count()).isZero();
  }

  static List<Outcome> stopped() {
    return List.of(
        new Outcome.NeedsPerson("no patient of that name and birth date", List.of()),
        new Outcome.Refused("the partner has it on another patient"),
        Outcomes.tryLater());
  }

  @Test
  default void whatStoppedElsewhereStays() {
    bridge().settle(claimed(), new Outcome.Refused("answered 422"));

    bridge().operating().goOn("primary-care", "P-1", "desk");

    assertThat(bridge().plan(1)).isEqualTo(REFUSED);
  }

  @Test
  default void whatIsDecidedWhileSomebodyIsLookedForIsNotLeftToAPerson() {
    var delivery = claimed();
    new JdbcLinks(store().db(), store().transaction(), clock())
        .decide("psychiatry", "P-1", "Patient/7", "desk");
    bridge().operating().goOn("psychiatry", "P-1", "desk");

    bridge().settle(delivery, new Outcome.NeedsPerson("nobody of that name", List.of()));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).hasSize(1);
    assertThat(bridge().attention().count()).isZero();
  }

  @Test
  default void aDryRunSaysWhatItWouldDoAndDoesNothing() {
    var delivery = claimed();
    bridge().settle(delivery, new Outcome.Refused("answered 422"));

    var would = bridge().operating().dry(Move.RELEASE, List.of(delivery.id()));

    assertThat(would.get(0).to()).contains(WAITING);
    assertThat(bridge().plan(1)).isEqualTo(REFUSED);
    assertThat(bridge().attention().count()).isEqualTo(1);
  }

  @Test
  default void whatWasSetAsideGoesAgainAndItsItemIsClosed() {
    var delivery = claimed();
    bridge().settle(delivery, new Outcome.Refused("answered 422"));

    move(Move.RELEASE, delivery);

    assertThat(bridge().claim("psychiatry")).hasSize(1);
    assertThat(bridge().attention().count()).isZero();
    assertThat(bridge().ledger().of(RecordKind.CRISIS_PLAN, "CP-1"))
        .extracting(JdbcLedger.Line::what)
        .contains("release by desk");
  }

  @Test
  default void whatIsCancelledDoesNotGoAndCanBeReleased() {
    var delivery = claimed();
    bridge().settle(delivery, Outcomes.tryLater());

    assertThat(move(Move.CANCEL, delivery).to()).contains(CANCELLED);
    clock().pass(Duration.ofDays(1));
    assertThat(bridge().claim("psychiatry")).isEmpty();

    move(Move.RELEASE, delivery);
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void whatIsUnderWayIsLeftAlone() {
    var delivery = claimed();

    var moved = move(Move.CANCEL, delivery);

    assertThat(moved.to()).isEmpty();
    assertThat(moved.why()).isEqualTo("is under way now");
    bridge().settle(delivery, Outcomes.delivered("CarePlan/1"));
    assertThat(move(Move.CANCEL, delivery).why()).contains("delivered");
  }

  @Test
  default void whatSomebodyBroughtByHandIsDoneAndCanBeUndone() {
    var delivery = claimed();
    bridge().settle(delivery, new Outcome.ByHand("takes no form", List.of("CarePlan")));
    assertThat(bridge().plan(1)).isEqualTo(BY_HAND);

    assertThat(move(Move.HANDED_OVER, delivery).to()).contains(HANDED_OVER);
    assertThat(bridge().attention().count()).isZero();

    assertThat(move(Move.RELEASE, delivery).to()).contains(WAITING);
  }

  @Test
  default void anOlderVersionIsNotReleasedOverANewerOne() {
    var delivery = claimed();
    bridge().settle(delivery, Outcomes.tryLater());
    move(Move.CANCEL, delivery);
    bridge().submit(plan().version(2));

    assertThat(bridge().plan(1)).isEqualTo(SUPERSEDED);
    assertThat(move(Move.RELEASE, delivery).to()).isEmpty();
  }

  @Test
  default void whatWasCancelledInDoubtIsStillToldThatItIsOver() {
    var delivery = claimed();
    bridge().settle(delivery, Outcomes.unknown());
    move(Move.CANCEL, delivery);

    bridge().submit(plan().version(2).with("state", "withdrawn"));

    assertThat(bridge().open(bridge().claimOnly("psychiatry")))
        .isInstanceOf(org.warmhandoff.flow.message.Opened.class);
  }

  @Test
  default void deliveriesAreFoundByPartnerStateAndParticipant() {
    bridge().settle(claimed(), new Outcome.Refused("answered 422"));
    var here = bridge().deliveries();

    assertThat(here.find(filter("psychiatry", Set.of(REFUSED), "P-1"), 0, 10)).hasSize(1);
    assertThat(here.find(filter("psychiatry", Set.of(WAITING), "P-1"), 0, 10)).isEmpty();
    assertThat(here.find(filter("psychiatry", Set.of(), "P-2"), 0, 10)).isEmpty();
    assertThat(here.find(filter("primary-care", Set.of(REFUSED), "P-1"), 0, 10)).isEmpty();
  }

  private static JdbcDeliveries.Filter filter(
      String partner, Set<org.warmhandoff.flow.message.DeliveryState> states, String participant) {
    return new JdbcDeliveries.Filter(Optional.of(partner), states, Optional.of(participant));
  }

  @Test
  default void whoGotThePrintedPageIsToldThatItIsOver() {
    var delivery = claimed();
    bridge().settle(delivery, new Outcome.ByHand("takes no form", List.of("CarePlan")));
    move(Move.HANDED_OVER, delivery);

    bridge().submit(plan().version(2).with("state", "withdrawn"));

    assertThat(bridge().open(bridge().claimOnly("psychiatry")))
        .isInstanceOf(org.warmhandoff.flow.message.Opened.class);
  }

  @Test
  default void whoGotPartsOfItIsToldThatItIsOver() {
    var delivery = claimed();
    assertThat(bridge().setOut(delivery, org.warmhandoff.fit.Form.PARTS)).isTrue();
    bridge().settle(delivery, new Outcome.Refused("answered 422"));

    bridge().submit(plan().version(2).with("state", "withdrawn"));

    assertThat(bridge().open(bridge().claimOnly("psychiatry")))
        .isInstanceOf(org.warmhandoff.flow.message.Opened.class);
  }

  @Test
  default void aReleasedVersionWaitsForAnOlderOneThatIsInDoubt() {
    var older = claimed();
    assertThat(bridge().setOut(older)).isTrue();
    bridge().submit(plan().version(2));
    bridge().settle(older, Outcomes.unknown());
    var newer = bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 2, "psychiatry").orElseThrow();
    bridge().operating().carryOut(Move.CANCEL, List.of(newer.id()), "desk");
    bridge().operating().carryOut(Move.RELEASE, List.of(newer.id()), "desk");
    clock().pass(Duration.ofMinutes(1));

    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(1);
  }

  @Test
  default void ofADeliveryThatIsTriedForDaysTheLastAttemptsAreKept() {
    var delivery = claimed();
    for (var attempt = 1; attempt < 203; attempt++) {
      bridge()
          .settle(attempt == 1 ? delivery : bridge().claimOnly("psychiatry"), Outcomes.tryLater());
      clock().pass(Duration.ofMinutes(15));
    }

    assertThat(bridge().attempts().of(delivery.id())).hasSize(200);
  }
}
