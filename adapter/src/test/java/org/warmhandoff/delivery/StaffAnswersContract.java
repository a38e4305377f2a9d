package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.followup.Recording;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.followup.StaffAnswer;
import org.warmhandoff.operate.RecordStanding.ReferredTo;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralTrail.Recorded;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.JdbcReferralTrail.Via;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;

/** What partners say by telephone, fax or portal counts as what their systems say. */
interface StaffAnswersContract extends StoreAtHand {

  private void arrivesBySystem() {
    bridge().submit(DANA);
    bridge().submit(referral().with("urgency", "stat"));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
    clock().pass(Duration.ofSeconds(30));
  }

  private void isBroughtByHand() {
    bridge().submit(DANA);
    isBroughtByHand(referral().with("urgency", "stat"));
  }

  private void isBroughtByHand(RecordSheet referral) {
    bridge().submit(referral);
    var delivery = bridge().claimOnly("psychiatry");
    bridge().settle(delivery, new Outcome.ByHand("takes no form", List.of()));
    bridge().operating().carryOut(Move.HANDED_OVER, List.of(delivery.id()), "desk");
    clock().pass(Duration.ofSeconds(30));
  }

  /** As if it was somebody's turn to look. */
  private void nobodyIsAsked() {
    for (var due : bridge().followUp().due("psychiatry")) {
      bridge().followUp().keep(new NotTold(due, Outcome.TryLater.unasked("not asked")));
    }
  }

  private void theSystemSays(int version, State state) {
    clock().pass(Duration.ofDays(1));
    var due = bridge().followUp().due("psychiatry");
    assertThat(due).hasSize(1);
    var status =
        new ReferralStatus(
            Optional.of("RF-1"),
            state,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    bridge().followUp().keep(new Told(due.get(0), status, SeenVersions.of("Task/88@" + version)));
  }

  private Recording records(State state) {
    return records(state, "desk");
  }

  private Recording records(State state, String by) {
    return records(Optional.of("psychiatry"), state, by);
  }

  private Recording records(Optional<String> partner, State state, String by) {
    return bridge()
        .staffAnswers()
        .record(
            "RF-1",
            new StaffAnswer(
                partner,
                state,
                "Nurse Alvarez",
                Via.PHONE,
                Optional.empty(),
                Optional.of("Said on the telephone"),
                Optional.empty(),
                state == State.COMPLETED ? Optional.of("Seen at home") : Optional.empty()),
            by);
  }

  private Recording takesBack(TrailEntry entry, String by, boolean ofOthers) {
    return bridge().staffAnswers().takeBack("RF-1", entry.number(), "Misheard", by, ofOthers);
  }

  private ReferredTo stands() {
    return bridge().standings().of(RecordKind.REFERRAL, "RF-1").orElseThrow().referred().get(0);
  }

  private State state() {
    return stands().life().state();
  }

  private TrailEntry lastEntry() {
    var trail = stands().trail();
    return trail.get(trail.size() - 1);
  }

  private List<AttentionReason> raised() {
    return bridge().attention().open(10).stream().map(OpenItem::reason).toList();
  }

  @Test
  default void whatIsSaidOnTheTelephoneClosesWhatNobodyAnsweredAndStandsInTheTrail() {
    isBroughtByHand();
    clock().pass(Duration.ofMinutes(15));
    nobodyIsAsked();
    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);

    assertThat(records(State.ACCEPTED)).isEqualTo(new InTrail("psychiatry"));

    assertThat(raised()).isEmpty();
    assertThat(state()).isEqualTo(State.ACCEPTED);
    assertThat(lastEntry().said().reason()).contains("Said on the telephone");
    assertThat(lastEntry().recorded())
        .get()
        .extracting(Recorded::by, Recorded::saidBy, Recorded::via)
        .containsExactly("desk", Optional.of("Nurse Alvarez"), Optional.of(Via.PHONE));
    records(State.COMPLETED);
    assertThat(state()).isEqualTo(State.COMPLETED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatStaffRecordIsRaisedAsWhatSystemsSay() {
    isBroughtByHand();

    records(State.REJECTED);

    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_REJECTED);
  }

  @Test
  default void theSameAnswerIsInTheTrailOnce() {
    isBroughtByHand();

    records(State.ACCEPTED);
    records(State.ACCEPTED);

    assertThat(stands().trail().stream().filter(TrailEntry::isRecordedAnswer)).hasSize(1);
  }

  @Test
  default void whatCannotBeIsRefusedWithWhatIsPossible() {
    isBroughtByHand();
    records(State.IN_PROGRESS);

    var refused = records(State.REJECTED);

    assertThat(refused)
        .isEqualTo(
            new NotPossible(
                "The referral is in progress at psychiatry, and rejected cannot come after that."
                    + " Possible now: scheduled, no-show, on-hold, completed, failed."));
    assertThat(state()).isEqualTo(State.IN_PROGRESS);
    records(State.COMPLETED);
    assertThat(((NotPossible) records(State.ACCEPTED)).why()).contains("It is over");
  }

  @Test
  default void whoIsMeantIsSaidWhereItIsNotClear() {
    assertThat(records(State.ACCEPTED)).isInstanceOf(NothingThere.class);
    isBroughtByHand();

    assertThat(records(Optional.empty(), State.ACCEPTED, "desk"))
        .isEqualTo(new InTrail("psychiatry"));
    assertThat(records(Optional.of("elsewhere"), State.ACCEPTED, "desk"))
        .isEqualTo(new NothingThere("Say which partner answered: psychiatry have this referral."));
  }

  @Test
  default void aSystemInWhichNobodyHasAnsweredYetSaysNothingAgainstTheTelephone() {
    arrivesBySystem();
    records(State.ACCEPTED);

    theSystemSays(1, State.REQUESTED);
    theSystemSays(2, State.RECEIVED);

    assertThat(state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).isEmpty();
    theSystemSays(3, State.IN_PROGRESS);
    assertThat(state()).isEqualTo(State.IN_PROGRESS);
  }

  @Test
  default void aSystemThatContradictsTheTelephoneIsRaisedAndNotTakenOver() {
    arrivesBySystem();
    records(State.REJECTED);

    theSystemSays(2, State.ACCEPTED);

    assertThat(state()).isEqualTo(State.REJECTED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    assertThat(lastEntry().verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  default void whatIsTakenBackStaysInTheTrailAndDoesNotCount() {
    isBroughtByHand();
    records(State.ACCEPTED);
    records(State.FAILED);
    var wrong = lastEntry();

    assertThat(takesBack(wrong, "desk", false)).isEqualTo(new InTrail("psychiatry"));

    assertThat(state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).isEmpty();
    assertThat(stands().trail()).contains(wrong);
    assertThat(stands().isTakenBack(wrong)).isTrue();
    assertThat(lastEntry().said().reason()).contains("Misheard");
    assertThat(takesBack(wrong, "desk", false)).isInstanceOf(NotPossible.class);
    assertThat(state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  default void whoeverRecordedItTakesItBackOrWhoeverOperates() {
    isBroughtByHand();
    records(State.ACCEPTED);
    var answer = lastEntry();

    assertThat(takesBack(answer, "somebody else", false)).isInstanceOf(NotPossible.class);
    assertThat(takesBack(answer, "the operator", true)).isInstanceOf(InTrail.class);

    assertThat(state()).isEqualTo(State.REQUESTED);
  }

  @Test
  default void whatNobodyAnsweredAnyMoreIsMissedAgain() {
    isBroughtByHand();
    clock().pass(Duration.ofMinutes(15));
    nobodyIsAsked();
    records(State.ACCEPTED);

    takesBack(lastEntry(), "desk", false);
    assertThat(raised()).isEmpty();
    clock().pass(Bridge.LEASE);
    nobodyIsAsked();

    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);
  }

  @Test
  default void aSystemIsHeardAnewWhereTheAnswerBesideItIsTakenBack() {
    arrivesBySystem();
    records(State.REJECTED);
    var wrong = lastEntry();
    theSystemSays(2, State.ACCEPTED);

    takesBack(wrong, "desk", false);
    theSystemSays(2, State.ACCEPTED);

    assertThat(state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatASystemConfirmsStandsWithoutTheTelephone() {
    arrivesBySystem();
    records(State.ACCEPTED);
    var answer = lastEntry();
    theSystemSays(2, State.ACCEPTED);

    takesBack(answer, "desk", false);

    assertThat(state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  default void onlyWhatStaffRecordedIsTakenBack() {
    arrivesBySystem();
    theSystemSays(2, State.ACCEPTED);

    assertThat(takesBack(lastEntry(), "desk", true)).isInstanceOf(NothingThere.class);
  }

  @Test
  default void whoTookOnWhatWasBroughtByHandHasToSayThatItStopped() {
    isBroughtByHand();
    records(State.ACCEPTED);
    isBroughtByHand(referral().with("urgency", "stat").version(2).with("state", "recalled"));
    clock().pass(Duration.ofMinutes(15));
    nobodyIsAsked();

    assertThat(state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);
    records(State.CANCELLED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatIsShownAgainAsItWasBeforeTheTelephoneNeedsNobodyAnyMore() {
    arrivesBySystem();
    theSystemSays(2, State.ACCEPTED);
    records(State.SCHEDULED);
    clock().pass(Duration.ofDays(1));
    bridge().followUp().keep(new NothingShown(bridge().followUp().due("psychiatry").get(0)));
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);

    theSystemSays(2, State.ACCEPTED);

    assertThat(raised()).isEmpty();
    assertThat(state()).isEqualTo(State.SCHEDULED);
  }

  @Test
  default void aNoShowByTelephoneStandsWhileTheSystemStillSaysScheduled() {
    arrivesBySystem();
    theSystemSays(2, State.SCHEDULED);
    records(State.NO_SHOW);
    assertThat(raised()).containsExactly(AttentionReason.NO_SHOW);

    theSystemSays(3, State.SCHEDULED);

    assertThat(raised()).containsExactly(AttentionReason.NO_SHOW);
    assertThat(state()).isEqualTo(State.NO_SHOW);
  }

  @Test
  default void anAppointmentByTelephoneStandsWhileTheSystemStillSaysAccepted() {
    arrivesBySystem();
    theSystemSays(2, State.ACCEPTED);
    records(State.SCHEDULED);

    theSystemSays(3, State.ACCEPTED);

    assertThat(state()).isEqualTo(State.SCHEDULED);
  }

  @Test
  default void workThatBeganByTelephoneStandsWhileTheSystemStillSaysAccepted() {
    arrivesBySystem();
    theSystemSays(2, State.ACCEPTED);
    records(State.IN_PROGRESS);

    theSystemSays(3, State.ACCEPTED);

    assertThat(state()).isEqualTo(State.IN_PROGRESS);
    assertThat(raised()).isEmpty();
  }
}
