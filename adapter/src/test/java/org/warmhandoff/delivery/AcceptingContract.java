package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.IntakeAnswer.Accepted;
import org.warmhandoff.flow.message.IntakeAnswer.Conflict;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.testing.RecordSheet;

/** Accepted means stored, together with what follows from it. */
interface AcceptingContract extends StoreAtHand {

  RecordKey PLAN_1 = new RecordKey(RecordKind.CRISIS_PLAN, "CP-1", 1);

  @Test
  default void aPlanIsAcceptedAndPlannedForTheWholeCareNetwork() {
    bridge().submit(dana());

    var answer = bridge().submit(plan());

    assertThat(answer).isEqualTo(new Accepted(PLAN_1));
    assertThat(bridge().deliveries().of(RecordKind.CRISIS_PLAN, "CP-1"))
        .allSatisfy(view -> assertThat(view.state()).isEqualTo(DeliveryState.WAITING))
        .extracting(DeliveryView::partner)
        .containsExactly("crisis-center", "primary-care", "psychiatry");
  }

  @Test
  default void theBellRingsForEveryPartnerOnceAfterTheCommit() {
    bridge().submit(dana());

    store()
        .transaction()
        .executeWithoutResult(
            status -> {
              bridge().share(plan());
              assertThat(bridge().wakeUps()).isEmpty();
            });

    assertThat(bridge().wakeUps())
        .containsExactlyInAnyOrder("primary-care", "psychiatry", "crisis-center");
  }

  @Test
  default void theSameSubmissionAgainIsAnsweredTheSameAndChangesNothing() {
    bridge().submit(dana());
    bridge().submit(plan());
    var before = everything();

    var answer = bridge().submit(plan());

    assertThat(answer).isEqualTo(new Accepted(PLAN_1));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  default void theSameSubmissionWrittenInAnotherOrderIsTheSame() {
    bridge().submit(plan());

    var answer = bridge().submit(plan().without("id").with("id", "CP-1"));

    assertThat(answer).isEqualTo(new Accepted(PLAN_1));
  }

  @Test
  default void theSameVersionWithOtherContentIsAConflictAndChangesNothing() {
    bridge().submit(dana());
    bridge().submit(plan());
    var before = everything();

    var answer = bridge().submit(plan().with("coping", List.of("Something else")));

    assertThat(answer).isEqualTo(new Conflict(PLAN_1));
    assertThat(everything()).isEqualTo(before);
    assertThat(bridge().records().latest(RecordKind.CRISIS_PLAN, "CP-1"))
        .hasValueSatisfying(
            record ->
                assertThat(((CrisisPlan) record).coping())
                    .containsExactly("Walks around the block"));
  }

  @Test
  default void theSameIdOfAnotherKindIsAnotherRecord() {
    bridge().submit(plan());

    var answer = bridge().submit(dana().id("CP-1"));

    assertThat(answer).isInstanceOf(Accepted.class);
  }

  @Test
  default void aRecordNeverBecomesSomebodyElses() {
    bridge().submit(plan());
    var before = everything();

    var answer = bridge().submit(plan().version(2).with("participantId", "P-2"));

    assertThat(answer).isInstanceOf(IntakeAnswer.Invalid.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  default void aVersionAboutAnotherParticipantIsRefusedAndLeavesNothing() {
    bridge().submit(dana());
    bridge().submit(plan());
    var before = everything();

    var answer = bridge().submit(plan().version(2).with("participantId", "P-2"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            IntakeAnswer.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(RecordProblem::pointer)
                    .containsExactly("/participantId"));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  default void whatIsNoRecordIsRefusedAndLeavesNothing() {
    var before = everything();

    var answer = bridge().submit(plan().with("version", 0));

    assertThat(answer).isInstanceOf(IntakeAnswer.Invalid.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  default void aRecordAndItsDeliveriesAreStoredTogetherOrNotAtAll() {
    bridge().submit(dana());
    var before = everything();

    assertThatThrownBy(
            () ->
                store()
                    .transaction()
                    .executeWithoutResult(
                        status -> {
                          bridge().share(plan());
                          throw new IllegalStateException("the lights went out");
                        }))
        .hasMessage("the lights went out");

    assertThat(everything()).isEqualTo(before);
    assertThat(bridge().wakeUps()).isEmpty();
  }

  @Test
  default void whatWasRolledBackIsAcceptedWhenItComesAgain() {
    bridge().submit(dana());
    store()
        .transaction()
        .executeWithoutResult(
            status -> {
              bridge().share(plan());
              status.setRollbackOnly();
            });

    bridge().submit(plan());

    assertThat(bridge().plan(1)).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  default void aTextInAnyLanguageComesBackAsItCame() {
    var text = "Llamar a Inés — 心 — \uD83D\uDE4F — it's \"quoted\" \\ and so on";

    bridge().submit(plan().with("coping", List.of(text)));

    assertThat(bridge().records().latest(RecordKind.CRISIS_PLAN, "CP-1"))
        .contains(plan().with("coping", List.of(text)).<CrisisPlan>record());
  }

  @Test
  default void theLargestRecordIsStoredWhole() {
    RecordSheet large = plan().with("coping", List.of("x".repeat(1000), "y".repeat(1000)));

    bridge().submit(large);

    assertThat(bridge().records().latest(RecordKind.CRISIS_PLAN, "CP-1"))
        .contains(large.<CrisisPlan>record());
  }

  private List<List<String>> everything() {
    return List.of(
        rows("select kind, id, version, digest, body from program_record order by seq"),
        rows("select record_id, version, partner, state, attempts from delivery order by id"),
        rows("select station, record_id, version, partner, what from ledger order by seq"),
        rows("select partner, participant_id, lease from lane order by partner"));
  }

  private List<String> rows(String sql) {
    return store().db().sql(sql).query().listOfRows().stream().map(Object::toString).toList();
  }
}
