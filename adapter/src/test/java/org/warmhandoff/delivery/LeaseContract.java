package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.plan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;

/** A lane is held as long as it is worked in, and one that forgot what is due is mended. */
interface LeaseContract extends StoreAtHand {

  @Test
  default void aLaneThatIsStillWorkedInIsHeldForLonger() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var claimed = bridge().claimOnly("psychiatry");
    clock().pass(Bridge.LEASE.minusMillis(1));

    assertThat(bridge().prolong(claimed)).contains(clock().instant().plus(Bridge.LEASE));

    clock().pass(Bridge.LEASE.minusMillis(1));
    assertThat(bridge().worker().claimDue("psychiatry")).isEmpty();
    assertThat(bridge().setOut(claimed)).isTrue();
    bridge().settle(claimed, Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().plan(1)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  default void aHandThatIsStillAtWorkIsNotFree() {
    for (var number = 1; number <= 3; number++) {
      bridge().submit(DANA.id("P-" + number));
      bridge().submit(plan().id("CP-" + number).with("participantId", "P-" + number));
    }
    var claimed = bridge().claim("psychiatry");
    clock().pass(Bridge.LEASE.minusMillis(1));
    claimed.forEach(one -> assertThat(bridge().prolong(one)).isPresent());
    clock().pass(Bridge.LEASE.minusMillis(1));

    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void aLaneThatWasLostIsNotHeldForLonger() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var lost = bridge().claimOnly("psychiatry");
    clock().pass(Bridge.LEASE);

    assertThat(bridge().prolong(lost)).isEmpty();

    assertThat(bridge().worker().claimDue("psychiatry")).hasSize(1);
    assertThat(bridge().prolong(lost)).isEmpty();
  }

  @Test
  default void aNodeThatStartsAgainEndsTheLeasesOfItsLifeBeforeAndNobodyElses() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var before = bridge().claimOnly("psychiatry");

    bridge().lanes("node-2").endOwnLeases();
    assertThat(bridge().worker().claimDue("psychiatry")).isEmpty();
    bridge().lanes("node-1").endOwnLeases();

    assertThat(bridge().setOut(before)).isFalse();
    assertThat(bridge().worker().claimDue("psychiatry")).hasSize(1);
  }

  @Test
  default void anAnswerThatCouldNotBeWrittenDownIsWrittenDownWhenTheStoreIsBack() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var claimed = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(claimed)).isTrue();
    store().db().sql("alter table attempt rename to attempt_away").update();
    assertThatThrownBy(() -> bridge().settle(claimed, Outcomes.delivered("CarePlan/1")))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> bridge().settle(claimed, Outcomes.unknown()))
        .isInstanceOf(DataAccessException.class);
    assertThat(bridge().claim("psychiatry")).as("the store is still away").isEmpty();
    store().db().sql("alter table attempt_away rename to attempt").update();
    bridge().submit(plan().version(2));

    assertThat(bridge().claim("psychiatry"))
        .as("its lease has not ended")
        .extracting(next -> next.key().version())
        .containsExactly(2);
    assertThat(bridge().plan(1)).isEqualTo(DeliveryState.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update lane set due_routine = null",
        "update lane set due_routine = timestamp with time zone '2026-11-30 00:00:00+00'",
        "update delivery set behind = true"
      })
  default void aLaneThatForgotWhatIsDueInItIsMended(String forgets) {
    bridge().submit(DANA);
    bridge().submit(plan());
    store().db().sql(forgets).update();
    assertThat(bridge().claim("psychiatry")).isEmpty();

    bridge().worker().mend("psychiatry");

    assertThat(bridge().claimOnly("psychiatry").key().id()).isEqualTo("CP-1");
  }

  @Test
  default void aLaneThatIsWellIsLeftAsItIs() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var onItsWay = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(onItsWay)).isTrue();
    bridge().submit(plan().version(2));

    bridge().worker().mend("psychiatry");

    assertThat(bridge().claim("psychiatry")).isEmpty();
    bridge().settle(onItsWay, Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().claimOnly("psychiatry").key().version()).isEqualTo(2);
  }
}
