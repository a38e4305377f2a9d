package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.warmhandoff.flow.message.DeliveryState.DELIVERED;
import static org.warmhandoff.flow.message.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Superseded;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.UnconfirmedWrite;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;

/** A write whose answer was lost may be carried out after everything that is written later. */
interface OrderContract extends StoreAtHand {

  /** The first version was written, nothing was heard of it, and it is not there now. */
  private void theFirstIsUnheardAndNotThere(RecordSheet record) {
    bridge().submit(DANA);
    bridge().submit(record);
    var first = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(first)).isTrue();
    bridge().settle(first, Outcomes.unknown());
    clock().pass(Bridge.FIRST_PAUSE);
    bridge().settle(bridge().claimOnly("psychiatry"), new NotThere());
  }

  private Delivery due() {
    return bridge().claimOnly("psychiatry");
  }

  private DeliveryState stateOfEvent(int version) {
    return bridge()
        .delivery(RecordKind.CRISIS_EVENT, "CE-1", version, "psychiatry")
        .orElseThrow()
        .state();
  }

  @Test
  default void aNewerVersionWaitsUntilAnUnheardOneCanNoLongerCome() {
    theFirstIsUnheardAndNotThere(plan());
    bridge().submit(plan().version(2));

    var second = due();
    var stage = bridge().open(second);

    assertThat(((AttemptResult) stage).outcome())
        .isInstanceOfSatisfying(
            TryLater.class,
            later ->
                assertThat(later.notBefore()).contains(Bridge.DOUBT.minus(Bridge.FIRST_PAUSE)));
    bridge().settle((AttemptResult) stage);
    clock().pass(Bridge.DOUBT.minus(Bridge.FIRST_PAUSE));
    assertThat(bridge().open(due())).isInstanceOf(Opened.class);
  }

  @Test
  default void itWaitsAlsoWhereTheUnheardVersionArrivedByAnotherWrite() {
    theFirstIsUnheardAndNotThere(plan());
    var again = due();
    assertThat(bridge().setOut(again)).isTrue();
    bridge()
        .settle(
            new AttemptResult(again, Outcomes.delivered("CarePlan/1"), List.of(), true, List.of()));

    bridge().submit(plan().version(2));

    assertThat(bridge().open(due())).isInstanceOf(AttemptResult.class);
  }

  @Test
  default void nothingIsWaitedForWhereTheOnlyUnheardWriteIsThere() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var first = due();
    assertThat(bridge().setOut(first)).isTrue();
    bridge().settle(first, Outcomes.unknown());
    clock().pass(Bridge.FIRST_PAUSE);
    bridge().settle(due(), Outcomes.delivered("CarePlan/1"));

    bridge().submit(plan().version(2));

    assertThat(bridge().open(due())).isInstanceOf(Opened.class);
  }

  @Test
  default void ofTwoUnheardWritesOneMayStillComeWhereTheVersionIsThere() {
    theFirstIsUnheardAndNotThere(plan());
    var again = due();
    assertThat(bridge().setOut(again)).isTrue();
    bridge().settle(again, Outcomes.unknown());
    clock().pass(Duration.ofSeconds(30));
    bridge().settle(due(), Outcomes.delivered("CarePlan/1"));

    bridge().submit(plan().version(2));

    assertThat(bridge().open(due())).isInstanceOf(AttemptResult.class);
  }

  @Test
  default void whatFailsIfItComesLateIsNotWaitedFor() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var first = due();
    assertThat(bridge().setOut(first, Form.GRAPH, Late.FAILS)).isTrue();
    bridge().settle(first, Outcomes.unknown());
    clock().pass(Bridge.FIRST_PAUSE);
    bridge().settle(due(), new NotThere());

    bridge().submit(plan().version(2));

    assertThat(bridge().open(due())).isInstanceOf(Opened.class);
  }

  @Test
  default void ofAProcessThatDiedTheLastWriteMayComeAsLongAfterItsLease() {
    bridge().submit(DANA);
    bridge().submit(plan());
    assertThat(bridge().setOut(due())).isTrue();
    clock().pass(Bridge.LEASE);
    bridge().settle(due(), new NotThere());
    bridge().submit(plan().version(2));

    var stage = bridge().open(due());

    assertThat(((TryLater) ((AttemptResult) stage).outcome()).notBefore()).contains(Bridge.DOUBT);
  }

  @Test
  default void aPlanWaitsUntilAnUnheardOneThatItReplacesCanNoLongerCome() {
    theFirstIsUnheardAndNotThere(plan());
    bridge().submit(plan().id("CP-2").with("making/replaces", "CP-1"));

    var legs = bridge().claim("psychiatry").stream().map(bridge()::open).toList();

    assertThat(legs)
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptResult.class,
            answer -> assertThat(answer.outcome()).isInstanceOf(Superseded.class));
    bridge().settle((AttemptResult) legs.get(0));
    assertThat(((AttemptResult) bridge().open(due())).outcome()).isInstanceOf(TryLater.class);
  }

  @Test
  default void anEmergencyDoesNotWaitAndIsLookedAtAgainWhenTheDoubtIsOver() {
    theFirstIsUnheardAndNotThere(event());
    bridge().submit(event().version(2).with("severity", "emergency"));
    var second = due();
    assertThat(bridge().open(second)).isInstanceOf(Opened.class);
    assertThat(bridge().setOut(second)).isTrue();
    bridge()
        .settle(
            new AttemptResult(second, Outcomes.delivered("Flag/1"), List.of(), true, List.of()));
    assertThat(stateOfEvent(2)).isEqualTo(DELIVERED);

    clock().pass(Bridge.DOUBT);
    var lookedAt = due();

    assertThat(lookedAt.key().version()).isEqualTo(2);
    assertThat(lookedAt.inDoubt()).isTrue();
    assertThat(bridge().open(lookedAt)).isInstanceOf(Opened.class);
    bridge().settle(lookedAt, Outcomes.delivered("Flag/1"));
    assertThat(stateOfEvent(2)).isEqualTo(DELIVERED);
    clock().pass(Duration.ofDays(1));
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void whatWasWrittenOverByTheOlderOneIsWrittenAgain() {
    anEmergencyDoesNotWaitAndTheOlderOneComesLate();

    bridge().settle(due(), new NotThere());

    var again = due();
    assertThat(again.key().version()).isEqualTo(2);
    assertThat(again.inDoubt()).isFalse();
    assertThat(bridge().open(again))
        .isInstanceOfSatisfying(
            Opened.class,
            opened ->
                assertThat(opened.unheard())
                    .extracting(UnconfirmedWrite::record, UnconfirmedWrite::form)
                    .containsExactly(tuple(event().record(), Form.GRAPH)));
  }

  private void anEmergencyDoesNotWaitAndTheOlderOneComesLate() {
    theFirstIsUnheardAndNotThere(event());
    bridge().submit(event().version(2).with("severity", "emergency"));
    var second = due();
    assertThat(bridge().setOut(second)).isTrue();
    bridge()
        .settle(
            new AttemptResult(second, Outcomes.delivered("Flag/1"), List.of(), true, List.of()));
    clock().pass(Bridge.DOUBT);
  }

  @Test
  default void anEmergencyIsLookedAtAgainAlsoWhereTheDoubtEndedWhileItWasUnderWay() {
    theFirstIsUnheardAndNotThere(event());
    bridge().submit(event().version(2).with("severity", "emergency"));
    var second = due();
    assertThat(bridge().setOut(second)).isTrue();
    var begun = new Exchanged(clock().instant(), "create Flag", "201", Duration.ofMillis(20));
    clock().pass(Bridge.DOUBT);
    bridge()
        .settle(
            new AttemptResult(
                second, Outcomes.delivered("Flag/1"), List.of(begun), true, List.of()));

    assertThat(due().inDoubt()).isTrue();
  }

  @Test
  default void whereANewerVersionIsPlannedThatOneIsLookedAtAlone() {
    theFirstIsUnheardAndNotThere(event());
    bridge().submit(event().version(2).with("severity", "emergency"));
    var second = due();
    assertThat(bridge().setOut(second)).isTrue();
    bridge()
        .settle(
            new AttemptResult(second, Outcomes.delivered("Flag/1"), List.of(), true, List.of()));
    bridge().submit(event().version(3).with("severity", "emergency"));
    var third = due();
    bridge().settle(third, Outcomes.delivered("Flag/1"));

    clock().pass(Bridge.DOUBT);

    assertThat(bridge().claim("psychiatry"))
        .singleElement()
        .satisfies(one -> assertThat(one.key().version()).isEqualTo(3));
    assertThat(stateOfEvent(2)).isEqualTo(DELIVERED);
  }

  @Test
  default void aVersionThatIsOnlyAskedForGivesWayToAnEmergency() {
    bridge().submit(DANA);
    bridge().submit(event());
    var first = due();
    assertThat(bridge().setOut(first)).isTrue();
    bridge().settle(first, Outcomes.unknown());
    bridge().submit(event().version(2).with("severity", "emergency"));

    var asked = due();

    assertThat(bridge().open(asked))
        .isInstanceOfSatisfying(Opened.class, opened -> assertThat(opened.newerPlanned()).isTrue());
    bridge().settle(asked, new Superseded());
    assertThat(stateOfEvent(1)).isEqualTo(SUPERSEDED);
    assertThat(due().key().version()).isEqualTo(2);
  }

  @Test
  default void whatMayStillComeIsHeldForWhoeverHearsThatItIsOver() {
    theFirstIsUnheardAndNotThere(plan());
    bridge().submit(plan().version(2).with("state", "withdrawn"));
    clock().pass(Bridge.DOUBT);

    assertThat(bridge().plan(2)).isEqualTo(WAITING);
    assertThat(bridge().open(due())).isInstanceOf(Opened.class);
  }
}
