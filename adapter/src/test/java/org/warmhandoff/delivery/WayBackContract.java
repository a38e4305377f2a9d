package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.subscription.EventGapAnswer.NotRecovered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.followup.subscription.HookCall;
import org.warmhandoff.followup.subscription.HookCall.EventCount;
import org.warmhandoff.followup.subscription.HookSecrets;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
import org.warmhandoff.followup.subscription.PartnerSubscriptions;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;

/** A partner that calls is looked at at once, and is never relied on alone. */
interface WayBackContract extends StoreAtHand {

  Map<String, URI> HOOKS = Map.of("psychiatry", URI.create("https://us.example/hooks/psychiatry"));

  private PartnerSubscriptions subscriptions(Map<String, URI> hooks) {
    return bridge().subscriptions(hooks);
  }

  private JdbcSubscriptions rows() {
    return new JdbcSubscriptions(store().db());
  }

  /** Both are made, and active as the partner says. */
  private List<SubscriptionTurn> subscribed() {
    var looking = subscriptions(HOOKS);
    var written = looking.due("psychiatry");
    written.forEach(turn -> looking.keep(standing(turn, false, true)));
    clock().pass(Duration.ofMinutes(1));
    looking.due("psychiatry").forEach(turn -> looking.keep(standing(turn, true, false)));
    return written;
  }

  private static SubscriptionAnswer standing(
      SubscriptionTurn turn, boolean active, boolean written) {
    return new SubscriptionAnswer.Standing(turn, "S-" + turn.type(), active, written);
  }

  private void aReferralIsSeen() {
    bridge().submit(DANA);
    bridge().submit(referral());
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
    clock().pass(Duration.ofSeconds(30));
    polled(1, State.REQUESTED);
  }

  /** A look, whose turn it is by itself. */
  private void polled(int version, State state) {
    assertThat(dueNow()).hasSize(1);
    bridge().followUp().keep(told(version, state));
  }

  private List<FollowedReferral> dueNow() {
    return bridge().followUp().due("psychiatry");
  }

  private static Told told(int version, State state) {
    var of =
        new FollowedReferral(
            "psychiatry", referral().record().key(), referral().record().priority(), false, true);
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
    return new Told(of, status, SeenVersions.of("Task/88@" + version));
  }

  private List<AttentionReason> opened() {
    return bridge().attention().open(10).stream().map(OpenItem::reason).toList();
  }

  @Test
  default void whatIsCalledAboutIsLookedAtAtOnceAndOnceHoweverOftenItIsCalled() {
    aReferralIsSeen();
    assertThat(dueNow()).isEmpty();

    for (var call = 0; call < 19; call++) {
      bridge().hints().called("psychiatry", Set.of("Task/88"));
    }

    polled(2, State.ACCEPTED);
    assertThat(dueNow()).isEmpty();
  }

  @Test
  default void whatIsNotOursIsNoReasonToLook() {
    aReferralIsSeen();

    bridge().hints().called("psychiatry", Set.of("Task/99", "Patient/1"));
    bridge().hints().called("crisis-center", Set.of("Task/88"));

    assertThat(dueNow()).isEmpty();
  }

  @Test
  default void whoCallsWithoutSayingAboutWhatIsLookedAtOnceInHalfAMinute() {
    aReferralIsSeen();

    bridge().hints().called("psychiatry", Set.of());
    polled(1, State.REQUESTED);
    bridge().hints().called("psychiatry", Set.of());
    assertThat(dueNow()).isEmpty();

    clock().pass(Duration.ofSeconds(30));
    assertThat(dueNow()).as("the last call is not lost").hasSize(1);
  }

  @Test
  default void whatIsCalledAboutWhileItIsLookedAtIsLookedAtOnceMore() {
    aReferralIsSeen();
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    assertThat(dueNow()).hasSize(1);
    clock().pass(Duration.ofSeconds(6));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    bridge().hints().act("psychiatry");

    bridge().followUp().keep(told(1, State.REQUESTED));

    assertThat(dueNow()).hasSize(1);
  }

  @Test
  default void whereAPartnerHasPutABackupBackAPersonIsToldAndItIsHeardFromThereOn() {
    aReferralIsSeen();
    clock().pass(Duration.ofHours(1));
    looked(5, State.ACCEPTED);
    clock().pass(Duration.ofMinutes(30));
    looked(4, State.REQUESTED);
    assertThat(opened()).as("one of its servers lags").isEmpty();

    clock().pass(Duration.ofHours(1));
    looked(2, State.REQUESTED);
    assertThat(opened()).containsExactly(AttentionReason.REFERRAL_UNCLEAR);
    clock().pass(Duration.ofHours(1));
    looked(3, State.IN_PROGRESS);

    assertThat(bridge().standings().of(RecordKind.REFERRAL, "RF-1").orElseThrow().referred())
        .singleElement()
        .satisfies(one -> assertThat(one.life().state()).isEqualTo(State.IN_PROGRESS));
  }

  /** A look at once, because it was called about. */
  private void looked(int version, State state) {
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    polled(version, state);
  }

  @Test
  default void aSubscriptionToAnotherTypeThanItAnswersInIsNotReliedOn() {
    subscribed();
    clock().pass(Duration.ofSeconds(1));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    bridge().hints().act("psychiatry");

    assertThat(isReliedOn()).isTrue();
    assertThat(rows().isReliedOn("psychiatry", Set.of("Task", "Communication"), clock().instant()))
        .isFalse();
    assertThat(rows().isReliedOn("psychiatry", Set.of(), clock().instant())).isFalse();
  }

  @Test
  default void aSecretIsGoodForItsPartnerAsSoonAsItMayBeThereAndIsNotKept() {
    var written = subscribed();

    for (var turn : written) {
      assertThat(rows().ownerOf(HookSecrets.digest(turn.secret())))
          .contains(new SubscriptionRowKey("psychiatry", turn.type()));
      assertThat(turn.toString()).doesNotContain(turn.secret());
    }
    assertThat(rows().ownerOf(HookSecrets.digest("hook_other"))).isEmpty();
    assertThat(written).extracting(SubscriptionTurn::secret).doesNotHaveDuplicates();
  }

  @Test
  default void oneOfWhichItIsNotKnownWhetherItWasWrittenIsWrittenAnew() {
    var looking = subscriptions(HOOKS);
    var first = looking.due("psychiatry").get(0);
    looking.keep(new SubscriptionAnswer.NotHeard(first, new Outcome.Unknown("no answer")));
    assertThat(rows().ownerOf(HookSecrets.digest(first.secret()))).isPresent();

    clock().pass(Duration.ofMinutes(5));

    assertThat(looking.due("psychiatry")).first().matches(SubscriptionTurn::rewrite);
  }

  @Test
  default void itIsRenewedBeforeItEnds() {
    subscribed();
    var looking = subscriptions(HOOKS);

    clock().pass(Duration.ofHours(6));
    var soon = looking.due("psychiatry");
    assertThat(soon).hasSize(2).noneMatch(SubscriptionTurn::rewrite);
    soon.forEach(turn -> looking.keep(standing(turn, true, false)));
    clock().pass(Duration.ofDays(4));

    assertThat(looking.due("psychiatry")).hasSize(2).allMatch(SubscriptionTurn::rewrite);
  }

  @Test
  default void whereItIsSwitchedOffItIsTakenAwayThere() {
    subscribed();
    var off = subscriptions(Map.of());
    clock().pass(Duration.ofHours(6));

    var turns = off.due("psychiatry");
    assertThat(turns).hasSize(2).allMatch(turn -> turn.hook().isEmpty());
    turns.forEach(turn -> off.keep(new SubscriptionAnswer.Removed(turn)));

    clock().pass(Duration.ofDays(1));
    assertThat(off.due("psychiatry")).isEmpty();
    for (var turn : turns) {
      assertThat(rows().ownerOf(HookSecrets.digest(turn.secret()))).isEmpty();
    }
  }

  @Test
  default void aPartnerThatCallsIsAskedMoreSeldom() {
    subscribed();
    aReferralIsSeen();
    clock().pass(Duration.ofSeconds(1));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    polled(2, State.RECEIVED);

    clock().pass(Duration.ofHours(2));
    assertThat(dueNow()).isEmpty();
    clock().pass(Duration.ofHours(2));
    assertThat(dueNow()).hasSize(1);
  }

  private boolean isReliedOn() {
    return rows().isReliedOn("psychiatry", Set.of("Task"), clock().instant());
  }

  @Test
  default void oneThatIsActiveAndNeverCallsIsToldOfAndAskedAsBefore() {
    subscribed();
    aReferralIsSeen();

    clock().pass(Duration.ofHours(1));
    polled(2, State.RECEIVED);
    clock().pass(Duration.ofMinutes(2));
    subscriptions(HOOKS).due("psychiatry");

    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);
    assertThat(isReliedOn()).isFalse();
  }

  @Test
  default void oneThatFallsSilentIsNotReliedOnUntilItCallsAgain() {
    subscribed();
    aReferralIsSeen();
    clock().pass(Duration.ofSeconds(1));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    polled(2, State.RECEIVED);
    assertThat(isReliedOn()).isTrue();

    clock().pass(Duration.ofHours(4));
    polled(3, State.ACCEPTED);
    assertThat(isReliedOn()).isFalse();
    clock().pass(Duration.ofMinutes(2));
    subscriptions(HOOKS).due("psychiatry");
    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);

    bridge().hints().called("psychiatry", Set.of("Task/88"));
    bridge().hints().act("psychiatry");
    assertThat(opened()).doesNotContain(AttentionReason.SUBSCRIPTION_SILENT);
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  default void aCallThatComesALittleLateIsNoSilence() {
    subscribed();
    aReferralIsSeen();
    clock().pass(Duration.ofHours(1));
    polled(2, State.RECEIVED);
    clock().pass(Duration.ofMinutes(1));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    bridge().hints().act("psychiatry");
    clock().pass(Duration.ofMinutes(5));
    subscriptions(HOOKS).due("psychiatry");

    assertThat(opened()).doesNotContain(AttentionReason.SUBSCRIPTION_SILENT);
  }

  @Test
  default void ofSeveralNodesOneLooksAfterASubscription() {
    var one = subscriptions(HOOKS);
    var other = subscriptions(HOOKS);

    assertThat(one.due("psychiatry")).hasSize(2);
    assertThat(other.due("psychiatry")).isEmpty();

    clock().pass(Bridge.LEASE);
    assertThat(other.due("psychiatry")).hasSize(2).allMatch(SubscriptionTurn::rewrite);
  }

  /** One to a topic, which calls every hour though nothing has changed. */
  private void subscribedToATopic() {
    var looking = subscriptions(HOOKS);
    for (var turn : looking.due("psychiatry")) {
      looking.keep(standing(turn, false, true));
    }
    clock().pass(Duration.ofMinutes(1));
    for (var turn : looking.due("psychiatry")) {
      looking.keep(
          turn.type().equals("Task")
              ? new SubscriptionAnswer.Standing(
                  turn, "S-Task", true, false, Optional.of(Duration.ofHours(1)))
              : new SubscriptionAnswer.NotOffered(turn, "takes topics alone"));
    }
  }

  private void calls(long sinceStart, int told, String... names) {
    bridge()
        .hints()
        .called(
            new HookCall(
                "psychiatry",
                Optional.of("Task"),
                Set.of(names),
                told == 0,
                Optional.of(new EventCount(sinceStart, told))));
  }

  /** Of a partner that does not tell of them once more. */
  private void isAskedInVain() {
    bridge()
        .gaps()
        .missing("psychiatry")
        .forEach(gap -> bridge().gaps().keep(new NotRecovered(gap, "does not tell")));
  }

  @Test
  default void eventsThatWereLeftOutAreFoundByLookingAtEverything() {
    subscribedToATopic();
    aReferralIsSeen();

    calls(1, 1, "Task/99");
    assertThat(dueNow()).isEmpty();
    calls(3, 2, "Task/99");
    assertThat(dueNow()).as("the second and the third, in one call").isEmpty();
    calls(3, 2, "Task/99");
    clock().pass(Duration.ofSeconds(5));
    assertThat(dueNow()).as("the same once more").isEmpty();
    isAskedInVain();
    assertThat(dueNow()).isEmpty();

    calls(5, 1, "Task/99");
    clock().pass(Duration.ofSeconds(5));
    assertThat(dueNow()).as("it is asked for what is missing").isEmpty();
    isAskedInVain();
    assertThat(dueNow()).as("the fourth is missing").hasSize(1);
  }

  @Test
  default void aHeartbeatThatCountsMoreThanWasToldOfIsAGap() {
    subscribedToATopic();
    aReferralIsSeen();
    calls(0, 0);
    assertThat(dueNow()).isEmpty();

    calls(1, 0);
    assertThat(dueNow()).isEmpty();
    isAskedInVain();

    assertThat(dueNow()).hasSize(1);
  }

  @Test
  default void numbersThatBeginAgainAreNoGapEachTime() {
    subscribedToATopic();
    aReferralIsSeen();
    calls(1, 1, "Task/99");
    calls(2, 1, "Task/99");
    assertThat(dueNow()).isEmpty();

    calls(1, 1, "Task/99");
    clock().pass(Duration.ofSeconds(5));
    polled(1, State.REQUESTED);
    clock().pass(Duration.ofMinutes(1));
    calls(2, 1, "Task/99");
    calls(3, 1, "Task/99");

    assertThat(dueNow()).isEmpty();
    isAskedInVain();
    assertThat(dueNow()).isEmpty();
  }

  @Test
  default void aHeartbeatThatDoesNotComeIsToldOfAndEverythingIsLookedAt() {
    subscribedToATopic();
    aReferralIsSeen();
    calls(1, 1, "Task/99");
    assertThat(dueNow()).isEmpty();
    assertThat(isReliedOn()).isTrue();

    clock().pass(Duration.ofHours(2).plusSeconds(1));
    subscriptions(HOOKS).due("psychiatry");

    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);
    assertThat(isReliedOn()).isFalse();
    polled(1, State.REQUESTED);
    assertThat(opened())
        .as("that we look is no call")
        .contains(AttentionReason.SUBSCRIPTION_SILENT);

    calls(1, 0);
    bridge().hints().act("psychiatry");
    assertThat(opened()).doesNotContain(AttentionReason.SUBSCRIPTION_SILENT);
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  default void aHeartbeatSaysThatItCanCallAndNotThatItTellsOfChanges() {
    subscribedToATopic();
    aReferralIsSeen();
    calls(0, 0);
    assertThat(dueNow()).isEmpty();
    assertThat(isReliedOn()).isFalse();

    clock().pass(Duration.ofHours(1));
    polled(2, State.RECEIVED);
    clock().pass(Duration.ofMinutes(2));
    subscriptions(HOOKS).due("psychiatry");
    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);

    calls(0, 0);
    bridge().hints().act("psychiatry");
    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);
  }

  @Test
  default void oneThatIsDeadIsNotHiddenByAnotherThatCalls() {
    subscribed();
    aReferralIsSeen();
    bridge()
        .hints()
        .called(
            new HookCall(
                "psychiatry",
                Optional.of("ServiceRequest"),
                Set.of("ServiceRequest/99"),
                false,
                Optional.empty()));
    assertThat(dueNow()).isEmpty();

    clock().pass(Duration.ofHours(4));
    polled(2, State.RECEIVED);
    clock().pass(Duration.ofMinutes(2));
    subscriptions(HOOKS).due("psychiatry");

    assertThat(opened()).contains(AttentionReason.SUBSCRIPTION_SILENT);
    assertThat(isReliedOn()).isFalse();
  }

  /** Many of these may come, and each is about everything. */
  @Test
  default void aCallThatNamesNothingDoesNotUseUpWhatIsKeptForEmergencies() {
    bridge().submit(DANA);
    bridge().submit(referral().with("urgency", "stat"));
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
    clock().pass(Duration.ofSeconds(30));
    polled(1, State.REQUESTED);

    bridge().hints().called("psychiatry", Set.of());
    assertThat(dueNow()).extracting(FollowedReferral::priority).containsExactly(Priority.URGENT);
    bridge().followUp().keep(told(1, State.REQUESTED));
    clock().pass(Duration.ofSeconds(10));
    bridge().hints().called("psychiatry", Set.of("Task/88"));
    assertThat(dueNow()).extracting(FollowedReferral::priority).containsExactly(Priority.EMERGENCY);
    bridge().followUp().keep(told(1, State.REQUESTED));
    clock().pass(Duration.ofSeconds(30));
    assertThat(dueNow())
        .as("its own turn")
        .extracting(FollowedReferral::priority)
        .containsExactly(Priority.EMERGENCY);
  }

  @Test
  default void oneThatThePartnerDoesNotGetToIsLookedAtMoreAndMoreSeldom() {
    var looking = subscriptions(HOOKS);
    looking.due("psychiatry").forEach(turn -> looking.keep(standing(turn, false, true)));
    clock().pass(Duration.ofMinutes(1));
    var soon = looking.due("psychiatry");
    assertThat(soon).hasSize(2);
    soon.forEach(turn -> looking.keep(standing(turn, false, true)));

    clock().pass(Duration.ofHours(4));
    looking.due("psychiatry").forEach(turn -> looking.keep(standing(turn, false, true)));

    clock().pass(Duration.ofMinutes(59));
    assertThat(looking.due("psychiatry")).isEmpty();
    clock().pass(Duration.ofMinutes(2));
    assertThat(looking.due("psychiatry")).hasSize(2);
  }
}
