package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.operate.RecordStanding.ReferredTo;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;

/** A referral is followed until it is known how it ended, and what is heard of it is told once. */
interface ReferralLifeContract extends StoreAtHand {

  private void arrives(RecordSheet referral) {
    bridge().submit(DANA);
    arrivesLater(referral);
  }

  private void arrivesLater(RecordSheet referral) {
    bridge().submit(referral);
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
    clock().pass(Duration.ofSeconds(30));
  }

  private static RecordSheet stat() {
    return referral().with("urgency", "stat");
  }

  private List<FollowedReferral> due() {
    return bridge().followUp().due("psychiatry");
  }

  private FollowedReferral dueOnly() {
    assertThat(due()).hasSize(1);
    clock().pass(Bridge.LEASE); // as if whoever took it died
    return due().get(0);
  }

  private void says(int version, State state) {
    says(version, state, List.of(), List.of());
  }

  private void says(
      int version, State state, List<Result> results, List<NotUnderstood> notUnderstood) {
    var taken = dueOnly();
    bridge().followUp().keep(told(taken, version, state, results, notUnderstood));
    clock().pass(Duration.ofMinutes(2));
  }

  private static Told told(
      FollowedReferral of,
      int version,
      State state,
      List<Result> results,
      List<NotUnderstood> notUnderstood) {
    var status =
        new ReferralStatus(
            Optional.of("RF-1"),
            state,
            Optional.of("Said by the partner"),
            Optional.empty(),
            results,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            notUnderstood);
    return new Told(of, status, SeenVersions.of("Task/88@" + version));
  }

  private ReferredTo stands() {
    return bridge().standings().of(RecordKind.REFERRAL, "RF-1").orElseThrow().referred().get(0);
  }

  private List<State> partnerSaid() {
    return stands().trail().stream()
        .filter(entry -> entry.who() == Who.RECIPIENT)
        .map(TrailEntry::state)
        .toList();
  }

  private List<AttentionReason> raised() {
    return bridge().attention().open(10).stream().map(OpenItem::reason).toList();
  }

  @Test
  default void whatBecameOfAReferralIsKeptStepByStep() {
    arrives(stat());

    says(2, State.ACCEPTED);
    says(3, State.IN_PROGRESS);
    says(4, State.COMPLETED, List.of(visit()), List.of());

    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
    assertThat(partnerSaid()).containsExactly(State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED);
    assertThat(stands().trail().get(0).note()).isEqualTo("version 1: requested");
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatIsOverIsLookedAtForAWeekInCaseSomebodyOpensItAgain() {
    arrives(stat());
    says(2, State.COMPLETED, List.of(visit()), List.of());
    assertThat(due()).isEmpty();

    clock().pass(Duration.ofDays(1));
    says(3, State.IN_PROGRESS);

    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    clock().pass(Duration.ofDays(7));
    says(3, State.IN_PROGRESS);
    clock().pass(Duration.ofDays(7));
    assertThat(due()).isEmpty();
  }

  private static Result visit() {
    return new Result(
        Optional.of("Encounter"), Optional.of("5"), Optional.empty(), Optional.of("Visit"));
  }

  @Test
  default void whatIsSaidAgainIsToldOnce() {
    arrives(stat());

    says(2, State.REJECTED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_REJECTED);

    var again =
        new FollowedReferral(
            "psychiatry", stat().record().key(), stat().record().priority(), false, true);
    bridge().attention().done(bridge().attention().open(10).get(0).id(), "staff");
    bridge().followUp().keep(told(again, 2, State.REJECTED, List.of(), List.of()));

    assertThat(partnerSaid()).containsExactly(State.REJECTED);
    assertThat(stands().trail())
        .last()
        .extracting(entry -> entry.said().reason())
        .isEqualTo(Optional.of("Said by the partner"));
    assertThat(raised()).isEmpty();
  }

  @Test
  default void aLookThatDiedIsMadeAgain() {
    arrives(stat());

    assertThat(due()).hasSize(1);
    assertThat(due()).isEmpty();
    clock().pass(Bridge.LEASE);

    assertThat(due()).hasSize(1);
  }

  @Test
  default void whatGoesBackIsKeptAsItWasAndSeen() {
    arrives(stat());
    says(2, State.IN_PROGRESS);

    says(3, State.ACCEPTED);

    assertThat(stands().life().state()).isEqualTo(State.IN_PROGRESS);
    assertThat(stands().trail()).last().extracting(TrailEntry::verdict).isEqualTo(Verdict.REFUSED);
    assertThat(bridge().attention().open(10))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFERRAL_UNCLEAR);
              assertThat(item.note())
                  .isEqualTo(
                      "the partner says accepted, which cannot come after in progress; kept as it"
                          + " was");
              assertThat(item.participant()).contains("P-1");
            });

    says(4, State.ON_HOLD);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void anOlderCopyIsPassedOver() {
    arrives(stat());
    says(5, State.IN_PROGRESS);

    says(4, State.ACCEPTED);

    assertThat(partnerSaid()).containsExactly(State.IN_PROGRESS);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatContradictsItselfIsSeen() {
    arrives(stat());

    says(
        2,
        State.ACCEPTED,
        List.of(),
        List.of(new NotUnderstood("ServiceRequest", "is over, and the task is not")));

    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    assertThat(stands().life().state()).isEqualTo(State.REQUESTED);
  }

  @Test
  default void whatIsReadWhileWeWriteThereIsNotTakenForAnAnswer() {
    arrives(stat());
    says(2, State.ACCEPTED);
    var look = dueOnly();
    bridge().submit(stat().version(2));
    var claimed = bridge().claimOnly("psychiatry");

    bridge().followUp().keep(told(look, 3, State.CANCELLED, List.of(), List.of()));

    assertThat(partnerSaid()).containsExactly(State.ACCEPTED);
    assertThat(raised()).isEmpty();
    bridge().settle(claimed, new Outcome.TryLater("answered 503"));
    clock().pass(Duration.ofSeconds(5));
    assertThat(due()).as("it is looked at once more").hasSize(1);
  }

  @Test
  default void whatIsCompletedWithoutAResultIsSeen() {
    arrives(stat());

    says(2, State.COMPLETED);

    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    assertThat(stands().life().state().isFinal()).isTrue();
  }

  @Test
  default void thatNobodyCameIsSeenUntilItGoesOn() {
    arrives(stat());

    says(2, State.NO_SHOW);
    assertThat(raised()).containsExactly(AttentionReason.NO_SHOW);

    says(3, State.SCHEDULED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void nobodyWhoAnswersInTimeIsToldOnceAndClosedByAnAnswer() {
    arrives(stat());
    clock().pass(Duration.ofMinutes(15));

    bridge().followUp().keep(new NotTold(dueOnly(), new Outcome.TryLater("answered 403")));
    assertThat(bridge().attention().open(10))
        .extracting(OpenItem::reason, OpenItem::note)
        .containsExactly(
            tuple(
                AttentionReason.NO_REPLY, "nobody has answered in time; last look: answered 403"));

    bridge().attention().done(bridge().attention().open(10).get(0).id(), "staff");
    clock().pass(Duration.ofMinutes(5));
    says(1, State.REQUESTED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void aNewVersionThatNobodyAnswersEitherIsToldAnew() {
    arrives(stat());
    clock().pass(Duration.ofMinutes(15));
    bridge().followUp().keep(new NotTold(dueOnly(), Outcome.TryLater.unasked("not asked")));
    bridge().attention().done(bridge().attention().open(10).get(0).id(), "staff");

    arrivesLater(stat().version(2));
    clock().pass(Duration.ofMinutes(15));
    bridge().followUp().keep(new NotTold(dueOnly(), Outcome.TryLater.unasked("not asked")));

    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);
  }

  @Test
  default void whatIsNotShownAnyMoreIsToldOnceAndStandsAsItDid() {
    arrives(stat());
    says(2, State.ACCEPTED);
    clock().pass(Duration.ofHours(1));

    bridge().followUp().keep(new NothingShown(dueOnly()));

    assertThat(stands().life().state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    bridge().attention().done(bridge().attention().open(10).get(0).id(), "staff");
    clock().pass(Duration.ofHours(1));
    bridge().followUp().keep(new NothingShown(dueOnly()));
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatWasBroughtByHandIsNotAskedForAndIsMissedAllTheSame() {
    bridge().submit(DANA);
    bridge().submit(referral());
    var delivery = bridge().claimOnly("psychiatry");
    bridge().settle(delivery, new Outcome.ByHand("takes no form", List.of()));
    bridge().operating().carryOut(Move.HANDED_OVER, List.of(delivery.id()), "desk");
    clock().pass(Duration.ofSeconds(30));

    var taken = dueOnly();
    assertThat(taken.mayAsk()).isFalse();
    bridge().followUp().keep(new NotTold(taken, Outcome.TryLater.unasked("not asked")));
    assertThat(raised()).isEmpty();

    clock().pass(Duration.ofDays(3));
    bridge().followUp().keep(new NotTold(dueOnly(), Outcome.TryLater.unasked("not asked")));
    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);
    assertThat(due()).isEmpty();
  }

  @Test
  default void whoWasAskedToStopMayCancelAndNobodyNeedsToSeeIt() {
    arrives(stat());
    says(2, State.IN_PROGRESS);
    arrivesLater(stat().version(2).with("state", "recalled"));

    assertThat(dueOnly().askedToStop()).isTrue();
    clock().pass(Bridge.LEASE);
    says(3, State.CANCELLED);

    assertThat(stands().life().state()).isEqualTo(State.CANCELLED);
    assertThat(stands().trail()).extracting(TrailEntry::note).contains("version 2: recalled");
    assertThat(raised()).isEmpty();
  }

  @Test
  default void workIsNotCancelledUnasked() {
    arrives(stat());
    says(2, State.IN_PROGRESS);

    says(3, State.CANCELLED);

    assertThat(stands().life().state()).isEqualTo(State.IN_PROGRESS);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
  }

  @Test
  default void aPartnerThatWantsToBeLeftAloneIsLeftAloneByOthersToo() {
    arrives(referral());

    bridge()
        .followUp()
        .keep(
            new NotTold(
                dueOnly(),
                new Outcome.TryLater(
                    "answered 429", Optional.of(Duration.ofHours(2)), Reach.BUSY)));
    clock().pass(Duration.ofHours(1));

    assertThat(dueOnly().mayAsk()).isFalse();
  }

  @Test
  default void theMostUrgentComesFirst() {
    arrives(referral());
    arrivesLater(stat().id("RF-2"));

    assertThat(due()).extracting(one -> one.key().id()).containsExactly("RF-2", "RF-1");
  }

  @Test
  default void whatIsTakenBackThereIsNotFollowedAnyMore() {
    arrives(stat());
    says(2, State.NO_SHOW);
    bridge().submit(stat().version(2));
    bridge()
        .settle(
            bridge().claimOnly("psychiatry"),
            new Outcome.Retired(Ground.CONSENT_REVOKED, List.of()));

    clock().pass(Duration.ofDays(1));

    assertThat(due()).isEmpty();
    assertThat(raised()).containsExactly(AttentionReason.WITHHELD);
  }

  @Test
  default void aVersionThatIsMoreUrgentIsAskedForAsThat() {
    arrives(referral());
    arrivesLater(stat().version(2));

    assertThat(dueOnly().priority()).isEqualTo(Priority.EMERGENCY);
  }

  /** The same of several resources, and a while later. */
  private void shows(String versions, State state, List<Result> results) {
    var taken = dueOnly();
    var told = told(taken, 1, state, results, List.of());
    bridge().followUp().keep(new Told(taken, told.status(), SeenVersions.of(versions)));
    clock().pass(Duration.ofHours(7));
  }

  private void shows(String versions, State state) {
    shows(versions, state, List.of());
  }

  private String raisedNote() {
    return bridge().attention().open(10).get(0).note();
  }

  @Test
  default void whatATaskSaysIsHeardThoughTheRequestIsNotShownAnyMore() {
    arrives(referral());
    shows("ServiceRequest/77@1 Task/88@2", State.ACCEPTED);

    shows("Task/88@3", State.COMPLETED, List.of(visit()));

    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
    assertThat(stands().trail())
        .last()
        .extracting(TrailEntry::note)
        .isEqualTo("the partner does not show ServiceRequest/77 any more");
    assertThat(raised()).as("it is over").isEmpty();
  }

  @Test
  default void thatARequestIsNotShownAnyMoreIsToldWhileWorkGoesOnAndClosedWhenItIs() {
    arrives(referral());
    shows("ServiceRequest/77@1 Task/88@2", State.ACCEPTED);

    shows("Task/88@3", State.SCHEDULED);

    assertThat(stands().life().state()).isEqualTo(State.SCHEDULED);
    assertThat(raisedNote()).isEqualTo("the partner does not show ServiceRequest/77 any more");
    shows("ServiceRequest/77@1 Task/88@3", State.SCHEDULED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void aSecondTaskThatIsTidiedAwayHidesNoAnswer() {
    arrives(referral());
    shows("ServiceRequest/77@1 Task/88@2 Task/99@1", State.ACCEPTED);

    shows("ServiceRequest/77@1 Task/88@3", State.REJECTED);

    assertThat(stands().life().state()).isEqualTo(State.REJECTED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_REJECTED);
  }

  @Test
  default void whoIsAskedToStopMayTidyAwayThatTaskWithTheAnswer() {
    arrives(stat());
    shows("Task/88@2 ServiceRequest/77@1", State.IN_PROGRESS);
    arrivesLater(stat().version(2).with("state", "recalled"));
    shows("Task/88@2 Task/90@1 ServiceRequest/77@2", State.IN_PROGRESS);

    shows("Task/88@3 ServiceRequest/77@2", State.CANCELLED);

    assertThat(stands().life().state()).isEqualTo(State.CANCELLED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whatANewerTaskSaysIsHeardThoughTheRequestStandsAtAnOlderVersion() {
    arrives(stat());
    shows("Task/88@2 ServiceRequest/77@4", State.IN_PROGRESS);

    shows("Task/88@3 ServiceRequest/77@3", State.COMPLETED, List.of(visit()));

    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  default void whereTheTaskIsGoneThatWasAnsweredWhatIsLeftSaysNothing() {
    arrives(stat());
    shows("Task/88@2 ServiceRequest/77@1", State.IN_PROGRESS);

    shows("ServiceRequest/77@2", State.COMPLETED, List.of(visit()));

    assertThat(stands().life().state()).isEqualTo(State.IN_PROGRESS);
    assertThat(raisedNote())
        .isEqualTo("the partner does not show any more what it answered in; kept as it was");
  }

  @Test
  default void whatIsShownAgainNeedsNobodyAnyMore() {
    arrives(referral());
    shows("Task/88@2", State.SCHEDULED);
    bridge().followUp().keep(new NothingShown(dueOnly()));
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    clock().pass(Duration.ofHours(7));

    shows("Task/88@2", State.SCHEDULED);

    assertThat(raised()).isEmpty();
  }

  @Test
  default void aResultThatComesLaterClosesWhatWasCompletedWithoutOne() {
    arrives(stat());
    says(2, State.COMPLETED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    clock().pass(Duration.ofDays(1));

    says(3, State.COMPLETED, List.of(visit()), List.of());

    assertThat(raised()).isEmpty();
  }

  @Test
  default void aCopyThatLagsBehindANewAppointmentIsPassedOver() {
    arrives(referral());
    shows("Task/88@2", State.SCHEDULED);
    bridge().followUp().keep(told(dueOnly(), 3, State.SCHEDULED, List.of(), List.of()));
    clock().pass(Duration.ofMinutes(59));

    bridge().followUp().keep(told(followedNow(), 2, State.SCHEDULED, List.of(), List.of()));

    assertThat(raised()).isEmpty();
    assertThat(stands().life().seen()).isEqualTo(SeenVersions.of("Task/88@3"));
  }

  /** As one who looks out of turn. */
  private FollowedReferral followedNow() {
    return new FollowedReferral(
        "psychiatry", referral().record().key(), referral().record().priority(), false, true);
  }

  @Test
  default void whatIsAnsweredAfterABackupWasPutBackIsHeard() {
    arrives(referral());
    shows("Task/88@6", State.ACCEPTED);

    shows("Task/88@4", State.REJECTED);

    assertThat(stands().life().state()).isEqualTo(State.REJECTED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_REJECTED);
    assertThat(stands().trail())
        .last()
        .extracting(TrailEntry::note)
        .isEqualTo("the partner shows an older version than before, as after a backup is put back");
  }

  @Test
  default void aNewVersionOfTheProgramsEndsTheQuiet() {
    arrives(referral());
    shows("Task/88@2", State.ACCEPTED);
    clock().pass(Duration.ofDays(6));
    arrivesLater(stat().version(2).with("state", "recalled"));

    bridge().followUp().keep(told(dueOnly(), 3, State.ACCEPTED, List.of(), List.of()));

    assertThat(Duration.between(clock().instant(), stands().life().looks().due().orElseThrow()))
        .isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  default void whatContradictsItselfEndsNothing() {
    arrives(stat());
    says(2, State.ACCEPTED);

    says(
        3,
        State.REJECTED,
        List.of(),
        List.of(new NotUnderstood("Task", "is there more than once for one referral")));

    assertThat(stands().life().state()).isEqualTo(State.ACCEPTED);
    assertThat(raisedNote())
        .isEqualTo(
            "the task is there more than once for one referral; the partner says rejected, which is"
                + " not taken over; kept as accepted");
    clock().pass(Duration.ofDays(1));
    says(4, State.COMPLETED, List.of(visit()), List.of());
    assertThat(partnerSaid()).containsExactly(State.ACCEPTED, State.REJECTED, State.COMPLETED);
    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void anAppointmentThatWasNotBroughtUpToDateKeepsNoReferralOpen() {
    arrives(stat());
    says(2, State.ACCEPTED);

    says(
        3,
        State.COMPLETED,
        List.of(visit()),
        List.of(
            new NotUnderstood(
                "Appointment.status", "is booked, though the referral is said to be over")));

    assertThat(stands().life().state()).isEqualTo(State.COMPLETED);
    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
  }

  @Test
  default void whoGoesOnThoughAskedToStopIsSeenUntilTheyStop() {
    arrives(stat());
    arrivesLater(stat().version(2).with("state", "recalled"));

    says(3, State.ACCEPTED);
    says(4, State.IN_PROGRESS);

    assertThat(raisedNote()).isEqualTo("the partner says in progress, though it was asked to stop");
    says(5, State.CANCELLED);
    assertThat(raised()).isEmpty();
  }

  @Test
  default void whoDoesNotSayThatItStoppedIsMissed() {
    arrives(stat());
    says(2, State.IN_PROGRESS);
    arrivesLater(stat().version(2).with("state", "recalled"));
    clock().pass(Duration.ofMinutes(15));

    bridge().followUp().keep(told(dueOnly(), 2, State.IN_PROGRESS, List.of(), List.of()));

    assertThat(raised()).containsExactly(AttentionReason.NO_REPLY);
    assertThat(raisedNote())
        .isEqualTo(
            "asked to stop, and nobody has said that it did; last look: the partner says in"
                + " progress");
  }

  @Test
  default void ofWhatIsInProgressTheNextVisitMayBeMissed() {
    arrives(stat());
    says(2, State.IN_PROGRESS);

    says(3, State.NO_SHOW);

    assertThat(raised()).containsExactly(AttentionReason.NO_SHOW);
  }

  @Test
  default void whatIsRecalledByHandStandsCancelled() {
    bridge().submit(DANA);
    isBroughtByHand(referral());
    isBroughtByHand(referral().version(2).with("state", "recalled"));
    clock().pass(Duration.ofSeconds(30));

    bridge().followUp().keep(new NotTold(dueOnly(), Outcome.TryLater.unasked("not asked")));

    assertThat(stands().life().state()).isEqualTo(State.CANCELLED);
    assertThat(partnerSaid()).isEmpty();
  }

  private void isBroughtByHand(RecordSheet referral) {
    bridge().submit(referral);
    var delivery = bridge().claimOnly("psychiatry");
    bridge().settle(delivery, new Outcome.ByHand("takes no form", List.of()));
    bridge().operating().carryOut(Move.HANDED_OVER, List.of(delivery.id()), "desk");
  }

  @Test
  default void aSystemThatHasTheTaskIsAskedThoughALaterVersionIsBroughtByHand() {
    arrives(stat());
    isBroughtByHand(stat().version(2));
    clock().pass(Duration.ofSeconds(30));

    assertThat(dueOnly().mayAsk()).isTrue();
  }

  @Test
  default void anotherOrganizationThanTheOneThatWasSeenIsToldToo() {
    arrives(stat());
    says(2, State.ACCEPTED, List.of(), List.of(ownedBy("Organization/own")));
    bridge().attention().done(bridge().attention().open(10).get(0).id(), "staff");
    says(3, State.ACCEPTED, List.of(), List.of(ownedBy("Organization/own")));
    assertThat(raised()).isEmpty();

    says(4, State.ACCEPTED, List.of(), List.of(ownedBy("Organization/stranger")));

    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
  }

  private static NotUnderstood ownedBy(String organization) {
    return new NotUnderstood(
        "Task.owner", "is an organization that the program did not name (" + organization + ")");
  }

  @Test
  default void whatEndedThereIsNotAskedForOnceMoreByARepair() {
    arrives(stat());
    says(2, State.REJECTED);
    var delivery =
        bridge().standings().of(RecordKind.REFERRAL, "RF-1").orElseThrow().deliveries().get(0).id();

    assertThat(bridge().rewriting().again(delivery, "the rule program-stays"))
        .hasValueSatisfying(why -> assertThat(why).startsWith("it ended there"));
  }

  @Test
  default void whatWeWithdrewOurselvesIsNotSaidByThePartner() {
    arrives(stat());
    says(1, State.REQUESTED);
    arrivesLater(stat().version(2).with("state", "cancelled"));

    says(2, State.CANCELLED);

    assertThat(stands().life().state()).isEqualTo(State.CANCELLED);
    assertThat(partnerSaid()).isEmpty();
  }

  @Test
  default void whatThePartnerOpensAgainAfterWeWithdrewItIsSeen() {
    arrives(stat());
    says(1, State.REQUESTED);
    arrivesLater(stat().version(2).with("state", "cancelled"));
    says(2, State.CANCELLED);
    clock().pass(Duration.ofDays(1));

    says(3, State.ACCEPTED);

    assertThat(raised()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
  }
}
