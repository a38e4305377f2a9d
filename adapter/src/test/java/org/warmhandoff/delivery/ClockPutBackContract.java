package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.store.Times;

/** A clock that is put back keeps nothing from going: nothing lies farther ahead than it can. */
interface ClockPutBackContract extends StoreAtHand {

  @Test
  default void aLaneThatIsLeasedFarAheadIsFreedWhenItIsLookedAt() {
    var now = Instant.parse("2026-11-21T12:00:00Z");
    bridge().submit(DANA);
    clock().set(now.plus(Duration.ofHours(2)).toString());
    bridge().submit(plan());
    assertThat(bridge().worker().claimDue("psychiatry")).hasSize(1);

    clock().set(now.toString());
    assertThat(bridge().worker().claimDue("psychiatry")).isEmpty();
    bridge().worker().mend("psychiatry");

    assertThat(bridge().worker().claimDue("psychiatry")).hasSize(1);
  }

  @Test
  default void whoeverLooksForWorkSeesThatTheClockWasPutBack() {
    var now = Instant.parse("2026-11-21T12:00:00Z");
    clock().set(now.plus(Duration.ofHours(2)).toString());
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), new Refused("answered 422"));
    assertThat(bridge().attention().open(10)).hasSize(1);

    clock().set(now.toString());
    assertThat(bridge().claim("psychiatry")).isEmpty();

    assertThat(bridge().attention().open(10)).hasSize(1);
    bridge().submit(plan().version(2));
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }

  @Test
  default void aPauseThatEndsInTwoDaysIsOverWhenItIsLookedAt() {
    var now = Instant.parse("2026-11-21T12:00:00Z");
    bridge().submit(DANA);
    clock().set(now.plus(Duration.ofDays(2)).toString());
    bridge().submit(plan());
    for (Delivery one : bridge().worker().claimDue("psychiatry")) {
      bridge().worker().settle(new AttemptResult(one, new TryLater("answered 500")));
    }

    clock().set(now.toString());
    bridge().worker().mend("psychiatry");

    assertThat(bridge().worker().claimDue("psychiatry")).hasSize(1);
  }

  @Test
  default void whatWaitsForATimeByTheClockAsItWasGoesOnAtOnce() {
    var now = Instant.parse("2026-11-21T12:00:00Z");
    clock().set(now.plus(Duration.ofHours(2)).toString());
    watch().look();
    store()
        .db()
        .sql(
            """
            insert into event_turn (receiver, seq, lane, attempts, due_at, taken_up_at)
            values ('https://program.example/hook', 1, 'P-1', 3, :due, :due)
            """)
        .param("due", Times.column(clock().instant().plusSeconds(20)))
        .update();
    assertThat(watch().look()).as("as long as it goes forward").isZero();

    clock().set(now.toString());

    assertThat(watch().look()).as("another life").isOne();
    assertThat(dueOfTheEvent()).isEqualTo(now);
    assertThat(watch().look()).as("once").isZero();
  }

  @Test
  default void aClockThatIsSetRightByALittleBringsNothingBack() {
    watch().look();

    clock().set(clock().instant().minusSeconds(20).toString());

    assertThat(watch().look()).isZero();
  }

  private ClockWatch watch() {
    return new ClockWatch(store().db(), store().transaction(), "node-1", clock());
  }

  private Instant dueOfTheEvent() {
    return store()
        .db()
        .sql("select due_at from event_turn")
        .query((row, n) -> Times.instant(row, "due_at"))
        .single();
  }
}
