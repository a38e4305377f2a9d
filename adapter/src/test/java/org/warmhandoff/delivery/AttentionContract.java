package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.testing.Outcomes;

/** Nothing is given up silently: what does not go on by itself is told once, and shows why. */
interface AttentionContract extends StoreAtHand {

  private Delivery claimed() {
    bridge().submit(DANA);
    bridge().submit(plan());
    return bridge().claimOnly("psychiatry");
  }

  private List<OpenItem> open() {
    return bridge().attention().open(10);
  }

  @Test
  default void aRefusalIsToldAndClosedByTheVersionThatGoesInstead() {
    bridge().settle(claimed(), new Outcome.Refused("answered 422"));
    assertThat(open())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFUSED);
              assertThat(item.record()).contains(plan().record().key());
              assertThat(item.note()).isEqualTo("answered 422");
            });

    bridge().submit(plan().version(2));

    assertThat(open()).isEmpty();
  }

  @Test
  default void whatIsBroughtByHandIsToldAndKeepsWhatWasLeftOut() {
    bridge()
        .settle(claimed(), new Outcome.ByHand("takes no form", List.of("CarePlan", "Task (2)")));

    assertThat(open()).extracting(OpenItem::reason).containsExactly(AttentionReason.BY_HAND);
    assertThat(bridge().plan(1)).isEqualTo(DeliveryState.BY_HAND);
    assertThat(view().handed().orElseThrow().leftOut()).containsExactly("CarePlan", "Task (2)");
  }

  private DeliveryView view() {
    return bridge().delivery(plan().record().kind(), "CP-1", 1, "psychiatry").orElseThrow();
  }

  @Test
  default void whatWaitsForTooLongIsToldOnceAndClosedWhenItArrives() {
    bridge().submit(DANA);
    bridge().submit(event().with("severity", "emergency"));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.tryLater());
    assertThat(open()).isEmpty();

    for (var attempt = 0; attempt < 2; attempt++) {
      clock().pass(Duration.ofMinutes(2).plusSeconds(1));
      bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.tryLater());
    }
    assertThat(open()).extracting(OpenItem::reason).contains(AttentionReason.WAITING);

    clock().pass(Duration.ofMinutes(2));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("Flag/1"));
    assertThat(open()).extracting(OpenItem::reason).doesNotContain(AttentionReason.WAITING);
  }

  @Test
  default void anItemThatWasSeenSaysByWhomAndStaysOpen() {
    bridge().settle(claimed(), new Outcome.Refused("answered 422"));
    var id = open().get(0).id();

    assertThat(bridge().attention().seen(id, "desk")).isTrue();

    assertThat(open().get(0).seenBy()).contains("desk");
    assertThat(bridge().attention().seen(id + 1, "desk")).isFalse();
  }

  @Test
  default void everyAttemptIsKeptWithWhatWasDoneAndSaid() {
    var said = new Exchanged(Instant.EPOCH, "transaction of 3", "422", Duration.ofMillis(12));
    var first = claimed();
    bridge().settle(new AttemptResult(first, Outcomes.tryLater(), List.of(said)));
    clock().pass(Duration.ofSeconds(2));
    bridge().claimOnly("psychiatry");

    var attempts = bridge().attempts().of(first.id());

    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).exchanges()).containsExactly(said);
    assertThat(attempts.get(0).state()).contains(DeliveryState.WAITING);
    assertThat(attempts.get(0).note()).contains("answered 503");
    assertThat(attempts.get(1).endedAt()).isEmpty();
  }

  @Test
  default void whoMayBeMeantIsKeptForThePersonWhoDecides() {
    var likely = new Candidate("Patient/1", 0.8, List.of("family", "birth-date"), List.of("phone"));
    var other = new Candidate("Patient/2", 0.6, List.of("family"), List.of());
    bridge().settle(claimed(), new Outcome.NeedsPerson("2 may be meant", List.of(other, likely)));

    assertThat(new JdbcCandidates(store().db(), clock()).of("psychiatry", "P-1"))
        .containsExactly(likely, other);
  }

  @Test
  default void aPlanThatStandsThereAsIfItHeldIsToldUntilSomebodySaysItIsSettled() {
    var main = new Written("DocumentReference", "", "9", Optional.empty());
    var stays = List.of("CarePlan of version 1: stays there as it was");
    var receipt =
        new Receipt(
            Form.DOCUMENT,
            new Link("Patient/7", Link.How.IDENTIFIER),
            main,
            List.of(main),
            stays,
            stays);
    bridge().settle(claimed(), new Outcome.Delivered(receipt));

    assertThat(open()).extracting(OpenItem::reason).containsExactly(AttentionReason.STALE);
    assertThat(bridge().attention().done(open().get(0).id(), "desk")).isTrue();
    assertThat(open()).isEmpty();
  }
}
