package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.plan;

import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;

/** That a record does not hold any more is told to those who have it, and to nobody else. */
interface RecordsThatAreOverContract extends StoreAtHand {

  @Test
  default void whatIsOverIsNotNeededWhereNobodyHoldsIt() {
    bridge().submit(DANA);
    bridge().submit(plan().with("state", "withdrawn"));
    var claimed = bridge().claimOnly("psychiatry");

    var stage = bridge().open(claimed);

    assertThat(stage).isEqualTo(new AttemptResult(claimed, new Outcome.NotNeeded()));
  }

  @Test
  default void whatIsOverGoesToThoseWhoHoldIt() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("CarePlan/1"));
    bridge().submit(plan().version(2).with("state", "withdrawn"));

    var stage = bridge().open(bridge().claimOnly("psychiatry"));

    assertThat(stage).isInstanceOf(Opened.class);
  }

  @Test
  default void whatIsOverGoesToThoseWhoMayHoldItInDoubt() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.unknown());
    bridge().submit(plan().version(2).with("state", "withdrawn"));
    bridge().settle(bridge().claimOnly("psychiatry"), new Outcome.Refused("answered 400"));

    var stage = bridge().open(bridge().claimOnly("psychiatry"));

    assertThat(stage).isInstanceOf(Opened.class);
  }

  @Test
  default void whatIsOverReachesAHolderThatLeftTheCareNetwork() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("CarePlan/1"));
    bridge().submit(DANA.version(2).with("careNetwork", RecordSheet.of("{}")));

    bridge().submit(plan().version(2).with("state", "withdrawn"));

    assertThat(bridge().plan(2)).isEqualTo(WAITING);
  }
}
