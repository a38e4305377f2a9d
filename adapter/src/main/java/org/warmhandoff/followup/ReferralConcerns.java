package org.warmhandoff.followup;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.fhir.reading.BusinessStatus;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.Priority;
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

  private static final Set<State> GOES_ON =
      EnumSet.of(State.ACCEPTED, State.SCHEDULED, State.IN_PROGRESS);

  /** Where it stands that nobody knows which of several answers holds. */
  private static final Set<String> OF_ITSELF =
      Set.of("Task", "Task.status", "Task.businessStatus", "ServiceRequest");

  private static final Duration TO_STOP = Duration.ofMinutes(15);

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
   * @param loss what was seen before and is not any more
   */
  void heard(
      LifeRow life, ReferralStatus status, Change change, boolean doubted, Optional<Loss> loss) {
    var words = words(status, change, doubted, loss);
    if (!words.isEmpty()) {
      unclear(life, String.join("; ", words));
    } else if (change.isApplied()) {
      stands(life, !status.results().isEmpty(), change.life());
    } else if (doubts(status).isEmpty()) {
      known(life, !status.results().isEmpty(), change.life());
    }
  }

  /** How it stands is known again, where it was not. */
  void known(LifeRow life, boolean withResult, ReferralLife now) {
    if (isUnclear(life)) {
      stands(life, withResult, now);
    }
  }

  /** What stands in the way of knowing how it is; that it is over, or missed, matters more. */
  private static List<String> words(
      ReferralStatus status, Change change, boolean doubted, Optional<Loss> loss) {
    var refused = change.verdict() == Verdict.REFUSED;
    var now = change.life().state();
    var told = refused || (!now.isFinal() && now != State.NO_SHOW);
    return Stream.of(
            contradictions(status).stream().map(NotUnderstood::words),
            Stream.of(change)
                .filter(one -> refused)
                .map(one -> contradictsItself(status) ? notTakenOver(one) : refused(one)),
            givenAway(status).filter(one -> told && doubted).map(NotUnderstood::words).stream(),
            loss.filter(one -> told).map(Loss::words).stream())
        .flatMap(words -> words)
        .toList();
  }

  /** Whether what is open of it says that it is not known how it stands. */
  private boolean isUnclear(LifeRow life) {
    return attention.isOpen(
        Concern.referral(life.partner(), life.key().id()), AttentionReason.REFERRAL_UNCLEAR);
  }

  /**
   * Whether what is said of the referral contradicts itself. What is said of an appointment, or of
   * the request beside a task that is understood, is told and changes nothing.
   */
  static boolean contradictsItself(ReferralStatus status) {
    return contradictions(status).stream().anyMatch(one -> OF_ITSELF.contains(one.place()));
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

  private static String notTakenOver(Change change) {
    return "the partner says %s, which is not taken over; kept as %s"
        .formatted(words(change.said()), words(change.life().state()));
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
    if (!wanted && GOES_ON.contains(state)) {
      goesOn(life, state);
      return;
    }
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

  /** Our asking and the partner's answer may have crossed: it is given a while to stop. */
  private void goesOn(LifeRow life, State state) {
    open(
        life,
        AttentionReason.REFERRAL_UNCLEAR,
        "the partner says %s, though it was asked to stop".formatted(words(state)),
        life.priority() == Priority.EMERGENCY ? Duration.ZERO : TO_STOP);
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
    unclear(life, Loss.ALL.words() + "; kept as it was");
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

  /** Nobody has said that it is stopped. */
  void notStopped(LifeRow life, String lastLook) {
    open(
        life,
        AttentionReason.NO_REPLY,
        "asked to stop, and nobody has said that it did; last look: " + lastLook);
  }

  /** Nobody needs to see anything of it any more. */
  void close(LifeRow life, String why) {
    attention.close(Concern.referral(life.partner(), life.key().id()), why);
  }

  private void open(LifeRow life, AttentionReason reason, String note) {
    open(life, reason, note, Duration.ZERO);
  }

  private void open(LifeRow life, AttentionReason reason, String note, Duration patience) {
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
            patience));
  }

  private static String words(State state) {
    return Words.words(state);
  }
}
