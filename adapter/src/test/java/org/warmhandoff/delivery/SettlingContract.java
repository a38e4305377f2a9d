package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.flow.message.DeliveryState.DELIVERED;
import static org.warmhandoff.flow.message.DeliveryState.NEEDS_PERSON;
import static org.warmhandoff.flow.message.DeliveryState.REFUSED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;

/** How a delivery went is written down by whoever has it in hand, and by nobody else. */
interface SettlingContract extends StoreAtHand {

  private Delivery claimed() {
    bridge().submit(DANA);
    bridge().submit(plan());
    return bridge().claimOnly("psychiatry");
  }

  private DeliveryView view() {
    return bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "psychiatry").orElseThrow();
  }

  private Delivery againAfter(Duration pause) {
    clock().pass(pause.minusMillis(1));
    assertThat(bridge().claim("psychiatry")).isEmpty();
    clock().pass(Duration.ofMillis(1));
    return bridge().claimOnly("psychiatry");
  }

  @Test
  default void whatWasDeliveredIsKeptWithItsReceipt() {
    var claimed = claimed();

    bridge().settle(claimed, Outcomes.delivered("CarePlan/77"));

    assertThat(view().state()).isEqualTo(DELIVERED);
    assertThat(view().handed())
        .hasValueSatisfying(
            handed -> {
              assertThat(handed.remote()).contains("CarePlan/77");
              assertThat(handed.link()).contains(new Link("Patient/7", Link.How.IDENTIFIER));
              assertThat(handed.form()).isEqualTo(Form.GRAPH);
            });
    assertThat(view().when().settledAt()).contains(clock().instant());
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void aLateAnswerAfterTheLeaseWasLostChangesNothing() {
    var late = claimed();
    clock().pass(Bridge.LEASE);
    var again = bridge().worker().claimDue("psychiatry");

    bridge().settle(late, new Outcome.Refused("answered 422"));

    assertThat(view().state()).isEqualTo(WAITING);
    assertThat(bridge().worker().claimDue("psychiatry")).isEmpty();
    bridge().settle(again.get(0), Outcomes.delivered("CarePlan/1"));
    assertThat(view().state()).isEqualTo(DELIVERED);
  }

  @Test
  default void anAnswerAfterTheLeaseThatNobodyElseTookStillCounts() {
    var late = claimed();
    clock().pass(Bridge.LEASE.multipliedBy(2));

    bridge().settle(late, Outcomes.delivered("CarePlan/1"));

    assertThat(view().state()).isEqualTo(DELIVERED);
  }

  @Test
  default void theSameAnswerTwiceIsWrittenDownOnce() {
    var claimed = claimed();
    bridge().settle(claimed, Outcomes.tryLater());
    var again = againAfter(Bridge.FIRST_PAUSE);
    bridge().settle(again, Outcomes.delivered("CarePlan/1"));

    bridge().settle(claimed, Outcomes.tryLater());

    assertThat(view().state()).isEqualTo(DELIVERED);
  }

  @Test
  default void tryingLaterBacksOffTwiceAsLongEachTime() {
    bridge().settle(claimed(), Outcomes.tryLater());
    bridge().settle(againAfter(Duration.ofSeconds(2)), Outcomes.tryLater());
    bridge().settle(againAfter(Duration.ofSeconds(4)), Outcomes.tryLater());
    var fourth = againAfter(Duration.ofSeconds(8));

    assertThat(fourth.attempt()).isEqualTo(4);
    assertThat(fourth.inDoubt()).isFalse();
  }

  @Test
  default void aPartnerThatAsksForTimeGetsIt() {
    var asked = Optional.of(Duration.ofMinutes(20));

    bridge().settle(claimed(), new Outcome.TryLater("answered 429", asked, Reach.ANSWERS));

    assertThat(againAfter(Duration.ofMinutes(20)).attempt()).isEqualTo(2);
  }

  @Test
  default void anUnknownOutcomeIsInDoubtAtTheNextAttempt() {
    bridge().settle(claimed(), Outcomes.unknown());

    assertThat(againAfter(Bridge.FIRST_PAUSE).inDoubt()).isTrue();
  }

  @Test
  default void tryingLaterKeepsADoubtThatWasThereBefore() {
    bridge().settle(claimed(), Outcomes.unknown());
    bridge().settle(againAfter(Duration.ofSeconds(2)), Outcomes.tryLater());

    assertThat(againAfter(Duration.ofSeconds(4)).inDoubt()).isTrue();
  }

  private Optional<Instant> unheardUntil(Duration pause) {
    clock().pass(pause);
    var again = bridge().claimOnly("psychiatry");
    bridge().settle(again, Outcomes.tryLater());
    return again.unheardUntil();
  }

  @Test
  default void fromTheLastWriteOfWhichNothingWasHeardItIsCountedHowLongOneMayStillCome() {
    var claimed = claimed();
    assertThat(bridge().setOut(claimed)).isTrue();
    bridge().settle(claimed, Outcomes.unknown());
    var first = clock().instant().plus(Bridge.DOUBT);
    assertThat(unheardUntil(Duration.ofMinutes(3))).contains(first);

    clock().pass(Duration.ofMinutes(3));
    var again = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(again)).isTrue();
    clock().pass(Duration.ofSeconds(15));
    bridge().settle(again, Outcomes.unknown());

    var second = clock().instant().plus(Bridge.DOUBT);
    assertThat(unheardUntil(Duration.ofMinutes(3))).contains(second);
    assertThat(unheardUntil(Duration.ofMinutes(3))).contains(second);
  }

  @Test
  default void whatWasPartlyWrittenAndAnsweredIsInDoubtAndNothingOfItMayStillCome() {
    var claimed = claimed();
    assertThat(bridge().setOut(claimed)).isTrue();

    bridge().settle(new AttemptResult(claimed, Outcomes.tryLater(), List.of(), true, List.of()));

    assertThat(unheardUntil(Duration.ofMinutes(3))).isEmpty();
  }

  @Test
  default void thatItIsNotThereClearsTheDoubtAndItIsDueAtOnce() {
    bridge().settle(claimed(), Outcomes.unknown());
    bridge().settle(againAfter(Duration.ofSeconds(2)), new Outcome.NotThere());

    var again = bridge().claimOnly("psychiatry");

    assertThat(again.inDoubt()).isFalse();
    assertThat(again.attempt()).isEqualTo(3);
  }

  @Test
  default void whatWasRefusedOrNeedsAPersonIsNotTriedAgainByItself() {
    bridge().settle(claimed(), new Outcome.Refused("answered 422"));
    assertThat(view().state()).isEqualTo(REFUSED);

    bridge().submit(plan().version(2));
    bridge()
        .settle(bridge().claimOnly("psychiatry"), new Outcome.NeedsPerson("2 patients", List.of()));
    assertThat(bridge().plan(2)).isEqualTo(NEEDS_PERSON);

    clock().pass(Duration.ofDays(30));
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void aDoubtThatANewerVersionWaitsForIsAskedForSoon() {
    bridge().settle(claimed(), Outcomes.unknown());
    bridge().settle(againAfter(Duration.ofSeconds(2)), Outcomes.unknown());
    bridge().settle(againAfter(Duration.ofSeconds(4)), Outcomes.unknown());
    bridge().settle(againAfter(Duration.ofSeconds(8)), Outcomes.unknown());
    bridge().submit(plan().version(2));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.unknown());

    assertThat(againAfter(Duration.ofSeconds(15)).key().version()).isEqualTo(1);
  }

  @Test
  default void anEmergencyIsNeverPutOffForLong() {
    bridge().submit(DANA);
    bridge().submit(event().with("severity", "emergency"));
    for (var attempt = 1; attempt < 9; attempt++) {
      bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.tryLater());
      clock().pass(Duration.ofSeconds(15));
    }

    assertThat(bridge().claimOnly("psychiatry").attempt()).isEqualTo(9);
  }

  @Test
  default void everyAttemptStandsInTheLedger() {
    bridge().settle(claimed(), Outcomes.tryLater());
    bridge().settle(againAfter(Duration.ofSeconds(2)), Outcomes.delivered("CarePlan/77"));

    assertThat(bridge().ledger().of(RecordKind.CRISIS_PLAN, "CP-1"))
        .extracting(JdbcLedger.Line::what)
        .containsExactly(
            "accepted",
            "waiting: due",
            "attempt 1: waiting: answered 503",
            "attempt 2: delivered: readable at the partner as CarePlan/77");
  }
}
