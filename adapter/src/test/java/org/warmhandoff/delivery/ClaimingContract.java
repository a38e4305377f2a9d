package org.warmhandoff.delivery;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Concurrently;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/** A delivery is in one hand at a time, and what is urgent is in a hand first. */
interface ClaimingContract extends StoreAtHand {

  int PARTICIPANTS = 40;
  int WORKERS = 8;

  @Test
  default void eightWorkersClaimEachDeliveryOnce() throws Exception {
    for (var number = 0; number < PARTICIPANTS; number++) {
      bridge().submit(somebody("P-" + number));
      bridge().submit(plan().id("CP-" + number).with("participantId", "P-" + number));
    }

    var hands =
        Concurrently.all(Stream.generate(() -> claimAndDeliverAll()).limit(WORKERS).toList());

    var claimed = hands.stream().flatMap(List::stream).toList();
    assertThat(claimed).hasSize(PARTICIPANTS);
    assertThat(claimed.stream().map(Delivery::id).collect(toSet())).hasSize(PARTICIPANTS);
  }

  private Callable<List<Delivery>> claimAndDeliverAll() {
    return () -> {
      Outbox worker = bridge().worker();
      var all = new ArrayList<Delivery>();
      while (waiting() > 0) {
        var claimed = worker.claimDue("psychiatry");
        claimed.forEach(
            one -> worker.settle(new AttemptResult(one, Outcomes.delivered("CarePlan/1"))));
        all.addAll(claimed);
      }
      return all;
    };
  }

  private long waiting() {
    return bridge().states().count("psychiatry", DeliveryState.WAITING);
  }

  @Test
  default void aLaneHasOneDeliveryAtATime() {
    bridge().submit(somebody("P-1"));
    bridge().submit(plan());
    bridge().submit(event());

    var first = bridge().claim("psychiatry");

    assertThat(first).hasSize(1);
    assertThat(bridge().worker().claimDue("psychiatry")).isEmpty();
    bridge().settle(first.get(0), Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void urgentGoesFirstWithinALane() {
    bridge().submit(somebody("P-1"));
    bridge().submit(plan());
    clock().pass(Duration.ofMinutes(1));
    bridge().submit(referral().with("urgency", "stat"));
    bridge().submit(event());

    assertThat(claimedOneAfterTheOther()).containsExactly("RF-1", "CE-1", "CP-1");
  }

  private List<String> claimedOneAfterTheOther() {
    var order = new ArrayList<String>();
    for (var claimed = bridge().claim("psychiatry");
        !claimed.isEmpty();
        claimed = bridge().claim("psychiatry")) {
      for (var one : claimed) {
        order.add(one.key().id());
        bridge().settle(one, Outcomes.delivered("Some/1"));
      }
    }
    return order;
  }

  @Test
  default void urgentGoesFirstAmongTheLanes() {
    for (var number = 1; number <= 3; number++) {
      bridge().submit(somebody("P-" + number));
    }
    bridge().submit(plan().id("CP-1").with("participantId", "P-1"));
    bridge().submit(plan().id("CP-2").with("participantId", "P-2"));
    clock().pass(Duration.ofMinutes(1));
    bridge().submit(event().with("participantId", "P-3").with("severity", "emergency"));

    var claimed = bridge().claim("psychiatry");

    assertThat(claimed).extracting(one -> one.key().id()).containsExactly("CE-1", "CP-1");
  }

  @Test
  default void nobodyClaimsMoreThanThePartnerTakesAtATime() {
    var all = threeLanes();

    var claimed = bridge().claim("psychiatry");

    assertThat(claimed).hasSize(2);
    assertThat(bridge().claim("psychiatry")).isEmpty();
    bridge().settle(claimed.get(0), Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().claim("psychiatry")).hasSize(all - 2);
  }

  @Test
  default void aHandWhoseLeaseEndedIsFreeAgain() {
    threeLanes();
    bridge().claim("psychiatry");

    clock().pass(Bridge.LEASE);

    assertThat(bridge().claim("psychiatry")).hasSize(2);
  }

  @Test
  default void oneSlowPartnerLeavesTheOthersAlone() {
    bridge().submit(RecordSheets.dana());
    bridge().submit(plan());
    bridge().claim("psychiatry");

    assertThat(bridge().claim("primary-care")).hasSize(1);
    assertThat(bridge().claim("crisis-center")).hasSize(1);
  }

  @Test
  default void aDeadWorkersClaimFallsDueAfterTheLeaseInDoubt() {
    bridge().submit(somebody("P-1"));
    bridge().submit(plan());
    var dead = bridge().claimOnly("psychiatry");
    assertThat(bridge().setOut(dead)).isTrue();
    var other = bridge().worker();

    clock().pass(Bridge.LEASE.minusMillis(1));
    assertThat(other.claimDue("psychiatry")).isEmpty();
    clock().pass(Duration.ofMillis(1));
    var again = other.claimDue("psychiatry");

    assertThat(dead.inDoubt()).isFalse();
    assertThat(again)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(dead.id());
              assertThat(one.inDoubt()).isTrue();
              assertThat(one.attempt()).isEqualTo(2);
              assertThat(one.lease().number()).isGreaterThan(dead.lease().number());
            });
  }

  @Test
  default void anEmergencyDoesNotWaitForTheRestOfItsOwnEventToBeTriedAgain() {
    bridge().submit(somebody("P-1"));
    bridge().submit(event());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.unknown());

    bridge().submit(event().version(2).with("severity", "emergency"));

    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  private int threeLanes() {
    for (var number = 1; number <= 3; number++) {
      bridge().submit(somebody("P-" + number));
      bridge().submit(plan().id("CP-" + number).with("participantId", "P-" + number));
    }
    return 3;
  }

  private static RecordSheet somebody(String id) {
    return DANA.id(id);
  }
}
