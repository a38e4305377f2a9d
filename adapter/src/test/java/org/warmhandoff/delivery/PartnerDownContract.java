package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.Outcomes;

/** A partner that is down is probed by one delivery at a time, and comes back slowly. */
interface PartnerDownContract extends StoreAtHand {

  int LANES = 12;

  Outcome GONE = new Outcome.TryLater("could not be reached", Optional.empty(), Reach.GONE);
  Outcome AILING = new Outcome.Unknown("answered 500 to a write", Reach.AILING);

  Outcome BUSY = Outcomes.tryLater();

  private void plans() {
    for (var number = 1; number <= LANES; number++) {
      bridge().submit(DANA.id("P-" + number));
      bridge().submit(plan().id("CP-" + number).with("participantId", "P-" + number));
    }
  }

  private void fail(int times, Outcome outcome) {
    for (var failed = 0; failed < times; ) {
      for (var delivery : bridge().claim("psychiatry")) {
        bridge().settle(delivery, outcome);
        failed++;
      }
    }
  }

  private Delivery probe(Duration pause) {
    assertThat(bridge().claim("psychiatry")).isEmpty();
    clock().pass(pause);
    return bridge().claimOnly("psychiatry");
  }

  @Test
  default void aPartnerThatCannotBeReachedThreeTimesIsProbedByOneDeliveryAtATime() {
    plans();
    fail(4, GONE);

    var first = probe(Duration.ofSeconds(2));
    assertThat(bridge().claim("psychiatry")).isEmpty();
    bridge().settle(first, GONE);
    bridge().settle(probe(Duration.ofSeconds(4)), GONE);
    bridge().settle(probe(Duration.ofSeconds(8)), GONE);
    bridge().settle(probe(Duration.ofSeconds(15)), GONE);

    assertThat(bridge().attention().open(10))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.DOWN);
              assertThat(item.partner()).contains("psychiatry");
            });
  }

  @Test
  default void anOutageThatSomebodyTookForSettledIsToldAgainByTheNextProbe() {
    plans();
    fail(4, GONE);
    var first = bridge().attention().open(10).get(0).id();
    bridge().attention().done(first, "desk");

    bridge().settle(probe(Duration.ofSeconds(2)), GONE);

    assertThat(bridge().attention().open(10))
        .singleElement()
        .satisfies(item -> assertThat(item.reason()).isEqualTo(AttentionReason.DOWN));
  }

  @Test
  default void oneProbeIsEnoughForAllNodes() {
    plans();
    fail(4, GONE);
    var other = bridge().worker();
    clock().pass(Duration.ofSeconds(2));

    assertThat(bridge().claim("psychiatry")).hasSize(1);
    assertThat(other.claimDue("psychiatry")).isEmpty();
  }

  @Test
  default void aPartnerThatIsBackIsNotMetByEverybodyAtOnce() {
    plans();
    fail(4, GONE);

    bridge().settle(probe(Duration.ofSeconds(2)), Outcomes.delivered("CarePlan/1"));

    var one = bridge().claim("psychiatry");
    assertThat(one).hasSize(1);
    bridge().settle(one.get(0), Outcomes.delivered("CarePlan/2"));
    assertThat(bridge().claim("psychiatry")).hasSize(2);
    assertThat(bridge().attention().count()).isZero();
  }

  @Test
  default void whatFailedWhileThePartnerWasDownGoesAsSoonAsItIsBack() {
    plans();
    fail(4, GONE);
    bridge().settle(probe(Duration.ofSeconds(2)), GONE);
    bridge().settle(probe(Duration.ofSeconds(4)), Outcomes.delivered("CarePlan/1"));

    clock().pass(Duration.ofSeconds(4)); // the pause after a second failure
    var arrived = 1;
    for (var claimed = bridge().claim("psychiatry");
        !claimed.isEmpty();
        claimed = bridge().claim("psychiatry")) {
      claimed.forEach(one -> bridge().settle(one, Outcomes.delivered("CarePlan/1")));
      arrived += claimed.size();
    }

    assertThat(arrived).isEqualTo(LANES);
  }

  @Test
  default void aNodeThatSawItDownGoesOnWhenAnotherFoundItBack() {
    plans();
    fail(4, GONE);
    var other = bridge().worker();
    assertThat(other.claimDue("psychiatry")).isEmpty();

    bridge().settle(probe(Duration.ofSeconds(2)), Outcomes.delivered("CarePlan/1"));

    assertThat(other.claimDue("psychiatry")).hasSize(1);
  }

  @Test
  default void aProbeThatToldNothingOfThePartnerIsFollowedByAnotherAtOnce() {
    plans();
    fail(4, GONE);

    bridge().settle(probe(Duration.ofSeconds(2)), new Outcome.NotNeeded());

    bridge().settle(bridge().claimOnly("psychiatry"), GONE);
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void thatItAnswersWhenAskedDoesNotMeanThatItTakesWritesAgain() {
    plans();
    fail(6, AILING);

    bridge().settle(probe(Duration.ofSeconds(2)), new Outcome.NotThere());

    assertThat(bridge().attention().open(10))
        .extracting(OpenItem::reason)
        .containsExactly(AttentionReason.DOWN);
    bridge().settle(bridge().claimOnly("psychiatry"), AILING);
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void anEmergencyIsTheNextProbe() {
    plans();
    fail(4, GONE);
    bridge().submit(event().with("participantId", "P-" + LANES).with("severity", "emergency"));

    assertThat(probe(Duration.ofSeconds(2)).key().id()).isEqualTo("CE-1");
  }

  @Test
  default void oneSickDeliveryDoesNotCloseThePartnerToTheOthers() {
    bridge().submit(DANA);
    bridge().submit(plan());
    for (var attempt = 1; attempt < 10; attempt++) {
      bridge().settle(bridge().claimOnly("psychiatry"), AILING);
      clock().pass(Duration.ofMinutes(15));
    }
    plans();

    assertThat(bridge().claim("psychiatry")).hasSize(2);
  }

  @Test
  default void aPartnerThatIsBusyForEverybodyIsDownAndIsOneItem() {
    plans();

    fail(6, BUSY);

    assertThat(bridge().claim("psychiatry")).isEmpty();
    assertThat(bridge().attention().open(10))
        .extracting(OpenItem::reason)
        .containsExactly(AttentionReason.DOWN);
    bridge().settle(probe(Duration.ofSeconds(2)), BUSY);
    bridge().settle(probe(Duration.ofSeconds(4)), Outcomes.delivered("CarePlan/1"));
    assertThat(bridge().attention().count()).isZero();
  }

  @Test
  default void severalParticipantsInARowThatFailCloseIt() {
    plans();

    fail(6, AILING);

    assertThat(bridge().claim("psychiatry")).isEmpty();
    assertThat(bridge().attention().count()).isEqualTo(1);
  }
}
