package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.IntakeAnswer.Accepted;
import org.warmhandoff.flow.message.IntakeAnswer.Conflict;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.testing.Concurrently;

/** A record and its participant find each other, whichever comes first. */
interface MeetingContract extends StoreAtHand {

  int ROUNDS = 60;

  @Test
  default void aRecordWithoutItsParticipantIsKeptAndPlannedWhenTheParticipantComes() {
    bridge().submit(plan());
    assertThat(bridge().deliveries().of(RecordKind.CRISIS_PLAN, "CP-1")).isEmpty();

    bridge().submit(dana());

    assertThat(bridge().plan(1)).isEqualTo(DeliveryState.WAITING);
    assertThat(bridge().wakeUps()).contains("psychiatry");
  }

  @Test
  default void ofSeveralVersionsThatWaitedForTheParticipantTheLastIsPlanned() {
    bridge().submit(plan());
    bridge().submit(plan().version(3));
    bridge().submit(plan().version(2));

    bridge().submit(dana());

    assertThat(bridge().plan(3)).isEqualTo(DeliveryState.WAITING);
    assertThat(bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 2, "psychiatry")).isEmpty();
  }

  @Test
  default void aRecordAndItsParticipantThatComeAtTheSameMomentAreNeverLeftBehind()
      throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var participant = dana().id("P-" + round);
      var record = plan().id("CP-" + round).with("participantId", "P-" + round);

      Concurrently.all(List.of(() -> bridge().submit(participant), () -> bridge().submit(record)));

      assertThat(bridge().deliveries().of(RecordKind.CRISIS_PLAN, "CP-" + round))
          .as("round " + round)
          .hasSize(3);
    }
  }

  @Test
  default void theSameSubmissionFromManySidesAtOnceIsStoredOnce() throws Exception {
    bridge().submit(dana());
    var submit = (Callable<IntakeAnswer>) () -> bridge().submit(plan());

    var answers = Concurrently.all(Stream.generate(() -> submit).limit(8).toList());

    assertThat(answers).hasOnlyElementsOfType(Accepted.class).hasSize(8);
    assertThat(bridge().states().versions(RecordKind.CRISIS_PLAN, "CP-1")).hasSize(1);
    assertThat(bridge().deliveries().of(RecordKind.CRISIS_PLAN, "CP-1")).hasSize(3);
  }

  @Test
  default void ofTwoContentsForOneVersionThatComeAtOnceOneIsAccepted() throws Exception {
    var answers =
        Concurrently.<IntakeAnswer>all(
            List.of(
                () -> bridge().submit(plan()),
                () -> bridge().submit(plan().with("triggers", List.of("A birthday")))));

    assertThat(answers).hasAtLeastOneElementOfType(Accepted.class);
    assertThat(answers).hasAtLeastOneElementOfType(Conflict.class);
  }

  @Test
  default void manyVersionsThatComeAtOnceLeaveTheLastToGo() throws Exception {
    bridge().submit(dana());
    var submissions =
        IntStream.rangeClosed(1, 8)
            .<Callable<IntakeAnswer>>mapToObj(
                version -> () -> bridge().submit(plan().version(version)))
            .toList();

    Concurrently.all(submissions);

    assertThat(bridge().plan(8)).isEqualTo(DeliveryState.WAITING);
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(bridge()::plan))
        .containsOnly(DeliveryState.SUPERSEDED);
  }
}
