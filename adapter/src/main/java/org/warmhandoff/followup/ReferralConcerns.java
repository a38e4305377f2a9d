package org.warmhandoff.followup;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.fhir.reading.BusinessStatus;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife;
import org.warmhandoff.referral.ReferralLife.Change;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.store.LifeRow;

/**
 * What a person should see of referrals: one item for each at a partner, of what was heard last.
 * Never in the partner's words.
 */
public final class ReferralConcerns {

  /** Stands in a note before the partner that may be asked instead. */
  public static final String NEXT_IN_LINE = "; next in line: ";

  private final JdbcAttention attention;
  private final Successors successors;

  /** Tells there, and of whoever is next in line. */
  public ReferralConcerns(JdbcAttention attention, Successors successors) {
    this.attention = attention;
    this.successors = successors;
  }

  /**
   * What was heard, of which it was not heard before.
   *
   * @param doubted whether what is doubtful about it is
   */
  void heard(LifeRow life, ReferralStatus status, Change change, boolean doubted) {
    var doubts = contradictions(status);
    if (change.verdict() == Verdict.REFUSED) {
      unclear(life, refused(change));
    } else if (!doubts.isEmpty()) {
      unclear(life, doubts.stream().map(NotUnderstood::toString).collect(joining("; ")));
    } else {
      if (change.isApplied()) {
        stands(life, !status.results().isEmpty(), change.life());
      }
      var now = change.life().state();
      if (doubted && !now.isFinal() && now != State.NO_SHOW) {
        givenAway(status).ifPresent(one -> unclear(life, one.toString()));
      }
    }
  }

  /** What a person should know that was not known before: contradictions, and whose it is now. */
  static List<NotUnderstood> doubts(ReferralStatus status) {
    return Stream.concat(contradictions(status).stream(), givenAway(status).stream()).toList();
  }

  /** That the partner gave it to another organization than the program asked. */
  private static Optional<NotUnderstood> givenAway(ReferralStatus status) {
    return status.notUnderstood().stream()
        .filter(one -> one.place().equals("Task.owner"))
        .findFirst();
  }

  private static String refused(Change change) {
    return change.said() == State.NOT_UNDERSTOOD
        ? "nobody understands what the partner says; kept as " + words(change.life().state())
        : "the partner says "
            + words(change.said())
            + ", which cannot come after "
            + words(change.life().state())
            + "; kept as it was";
  }

  /** Of what stands in the way of knowing the state; not of times, nor of codes of others. */
  private static List<NotUnderstood> contradictions(ReferralStatus status) {
    return status.notUnderstood().stream()
        .filter(one -> one.place().endsWith("tatus") || !one.place().contains("."))
        .filter(one -> !one.why().equals(BusinessStatus.FOREIGN))
        .toList();
  }

  /** That it stands so, as it was heard last. */
  void stands(LifeRow life, boolean withResult, ReferralLife now) {
    var wanted = !now.askedToStop();
    var state = now.state();
    switch (state) {
      case REJECTED -> unless(!wanted, life, AttentionReason.REFERRAL_REJECTED, "not taken on");
      case FAILED, CANCELLED, ENTERED_IN_ERROR ->
          unless(!wanted, life, AttentionReason.REFERRAL_FAILED, words(state) + " by the partner");
      case NO_SHOW -> open(life, AttentionReason.NO_SHOW, "the participant did not come");
      case COMPLETED ->
          unless(
              !wanted || withResult,
              life,
              AttentionReason.REFERRAL_UNCLEAR,
              "completed, and not said with what result");
      case REQUESTED, RECEIVED, ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD, NOT_UNDERSTOOD ->
          close(life, "the partner says " + words(state));
    }
  }

  /** Opens it, unless all is well: then what is open is closed. */
  private void unless(boolean well, LifeRow life, AttentionReason reason, String note) {
    if (well) {
      close(life, "it is over");
    } else {
      open(life, reason, reason == AttentionReason.REFERRAL_UNCLEAR ? note : withNext(life, note));
    }
  }

  /** Staff are offered whoever may have it instead. */
  private String withNext(LifeRow life, String note) {
    return successors
        .next(life.partner(), life.key().id())
        .map(next -> note + NEXT_IN_LINE + next)
        .orElse(note);
  }

  /** A person brought it, and tells them. */
  void toBeToldByHand(LifeRow life, String next) {
    unclear(life, "sent on to " + next + "; it was brought by hand, so tell them to stop");
  }

  /** What was there is not there any more. */
  void lost(LifeRow life) {
    unclear(life, "the partner does not show any more what it answered in; kept as it was");
  }

  private void unclear(LifeRow life, String note) {
    open(life, AttentionReason.REFERRAL_UNCLEAR, note);
  }

  /** Nobody has answered in time. */
  void notAnswered(LifeRow life, String lastLook) {
    open(
        life,
        AttentionReason.NO_REPLY,
        withNext(life, "nobody has answered in time; last look: " + lastLook));
  }

  /** Nobody needs to see anything of it any more. */
  void close(LifeRow life, String why) {
    attention.close(Concern.referral(life.partner(), life.key().id()), why);
  }

  private void open(LifeRow life, AttentionReason reason, String note) {
    attention.open(
        new Concern(
            Concern.referral(life.partner(), life.key().id()),
            reason,
            note,
            Optional.of(life.partner()),
            Optional.of(life.participantId()),
            OptionalLong.empty(),
            Optional.of(life.key()),
            life.priority(),
            Duration.ZERO));
  }

  private static String words(State state) {
    return Words.words(state);
  }
}
