package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.record.Priority;
import org.warmhandoff.testing.RecordSheet;

/** What reaches nobody is told, in its time, and closes by itself when it is mended. */
interface AddressingConcernsContract extends StoreAtHand {

  private List<OpenItem> told() {
    return bridge().attention().open(10);
  }

  private List<OpenItem> toldOfPsychiatry() {
    return told().stream()
        .filter(item -> item.partner().equals(Optional.of("psychiatry")))
        .toList();
  }

  private void afterItsTime(Duration time) {
    assertThat(told()).isEmpty();
    clock().pass(time);
    bridge().attention().notifyDue();
  }

  private static RecordSheet emergency() {
    return event().with("severity", "emergency");
  }

  @Test
  default void anEmergencyWhoseParticipantNeverCameIsTold() {
    bridge().submit(emergency());

    afterItsTime(Duration.ofMinutes(2));

    assertThat(told())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.UNKNOWN_PARTICIPANT);
              assertThat(item.participant()).contains("P-1");
              assertThat(item.record()).contains(event().record().key());
              assertThat(item.priority()).isEqualTo(Priority.EMERGENCY);
              assertThat(item.partner()).isEmpty();
            });
    bridge().submit(DANA);
    assertThat(told()).isEmpty();
  }

  @Test
  default void whatComesInTimeIsNotTold() {
    bridge().submit(emergency());
    clock().pass(Duration.ofMinutes(1));
    bridge().submit(DANA);

    clock().pass(Duration.ofMinutes(5));

    assertThat(told())
        .extracting(OpenItem::reason)
        .doesNotContain(AttentionReason.UNKNOWN_PARTICIPANT);
  }

  @Test
  default void aReferralThatNobodyTakesIsTold() {
    bridge().submit(DANA);
    bridge().submit(referral().with("urgency", "stat").with("to/target", "emergency-department"));

    afterItsTime(Duration.ofMinutes(2));

    assertThat(told()).extracting(OpenItem::reason).containsExactly(AttentionReason.NOT_ADDRESSED);
    bridge().submit(referral().version(2));
    assertThat(told()).isEmpty();
  }

  @Test
  default void anEmergencyThatIsWithheldIsTold() {
    bridge().submit(DANA.with("consents", List.of()));
    bridge().submit(emergency());

    afterItsTime(Duration.ofMinutes(2));

    assertThat(toldOfPsychiatry())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.WITHHELD);
              assertThat(item.participant()).contains("P-1");
              assertThat(item.delivery()).isPresent();
            });
    bridge().submit(DANA.version(2));
    assertThat(toldOfPsychiatry()).isEmpty();
  }

  @Test
  default void anotherGroundKeepsItOpen() {
    bridge().submit(DANA.with("consents", List.of()));
    bridge().submit(emergency());
    clock().pass(Duration.ofMinutes(2));

    var revoked = consent("CO-1", "mental-health").with("revokedAt", clock().instant().toString());
    bridge().submit(DANA.version(2).with("consents", List.of(revoked)));
    clock().pass(Duration.ofMinutes(2));

    assertThat(toldOfPsychiatry())
        .extracting(OpenItem::reason)
        .containsExactly(AttentionReason.WITHHELD);
  }

  @Test
  default void aRoutinePlanThatIsWithheldIsNotTold() {
    bridge().submit(DANA.with("consents", List.of()));
    bridge().submit(plan());

    afterItsTime(Duration.ofDays(1));

    assertThat(told()).isEmpty();
  }

  @Test
  default void twoPlansInForceAreToldUntilOneSaysThatItReplacesTheOther() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().submit(plan().id("CP-2").with("recordedAt", "2026-11-20T11:00:00Z"));

    afterItsTime(Duration.ofMinutes(15));

    assertThat(told())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.SEVERAL_PLANS);
              assertThat(item.participant()).contains("P-1");
              assertThat(item.note()).contains("the newest first: CP-2, CP-1");
            });
    bridge().submit(plan().id("CP-2").version(2).with("making/replaces", "CP-1"));
    assertThat(told()).isEmpty();
  }

  @Test
  default void howeverManyPlansThereAreAllAreAccepted() {
    bridge().submit(DANA);
    for (var number = 100; number < 130; number++) {
      var long64 = "CP-" + "x".repeat(58) + number;

      assertThat(bridge().submit(plan().id(long64))).isInstanceOf(IntakeAnswer.Accepted.class);
    }

    afterItsTime(Duration.ofMinutes(15));

    assertThat(told()).extracting(OpenItem::reason).containsExactly(AttentionReason.SEVERAL_PLANS);
  }

  @Test
  default void whoeverGetsAPlanIsToldWhichOneIsTheNewest() {
    bridge().submit(DANA);
    bridge().submit(plan());
    bridge().submit(plan().id("CP-2").with("recordedAt", "2026-11-20T11:00:00Z"));

    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));

    assertThat(opened.plansInForce()).containsExactly("CP-2", "CP-1");
  }

  @Test
  default void whatWasRecordedFarInTheFutureIsRefusedInWords() {
    var answer = bridge().submit(plan().with("recordedAt", "2036-11-20T10:00:00Z"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            IntakeAnswer.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.pointer()).isEqualTo("/recordedAt");
                          assertThat(problem.reason()).contains("in the future");
                        }));
  }

  @Test
  default void somebodyBornInAnotherCenturyThanAnybodyAliveIsRefusedInWords() {
    assertThat(bridge().submit(DANA.with("birthDate", "1800-03-14")))
        .isInstanceOfSatisfying(
            IntakeAnswer.Invalid.class,
            invalid -> assertThat(invalid.problems().get(0).pointer()).isEqualTo("/birthDate"));
  }
}
