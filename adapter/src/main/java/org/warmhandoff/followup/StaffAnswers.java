package org.warmhandoff.followup;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife;
import org.warmhandoff.referral.ReferralLife.Change;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.Recorded;
import org.warmhandoff.store.JdbcReferralTrail.Said;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;

/**
 * Answers that come by telephone, fax or portal, recorded by staff. They count as those of the
 * partner's system do, and the same table decides whether they can be.
 */
public final class StaffAnswers {

  private final JdbcReferralLives lives;
  private final JdbcReferralTrail trail;
  private final JdbcRecords records;
  private final JdbcLedger ledger;
  private final EventLog events;
  private final ReferralConcerns concerns;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Answers to the referrals in these tables. */
  public StaffAnswers(
      JdbcReferralLives lives,
      JdbcReferralTrail trail,
      JdbcRecords records,
      JdbcLedger ledger,
      EventLog events,
      ReferralConcerns concerns,
      TransactionTemplate transaction,
      Clock clock) {
    this.lives = lives;
    this.trail = trail;
    this.records = records;
    this.ledger = ledger;
    this.events = events;
    this.concerns = concerns;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Records it. The same again changes nothing.
   *
   * @param by who records it, as they signed on
   */
  public Recording record(String referral, StaffAnswer answer, String by) {
    return at(referral, answer.partner(), life -> record(life, answer, by));
  }

  /**
   * Takes an answer back that staff recorded. It stays in the trail, and what counts is what was
   * said beside it; a partner that has a system is asked anew.
   *
   * @param number of the entry
   * @param by who takes it back, as they signed on
   * @param ofOthers whether they may take back what others recorded
   */
  public Recording takeBack(
      String referral, long number, String reason, String by, boolean ofOthers) {
    var partner =
        trail.of(referral).stream()
            .filter(entry -> entry.number() == number && entry.isRecordedAnswer())
            .map(TrailEntry::partner)
            .findFirst();
    return partner.isEmpty()
        ? new NothingThere("No answer of that number was recorded for this referral.")
        : at(referral, partner, life -> takeBack(life, number, reason, by, ofOthers));
  }

  private Recording at(
      String referral, Optional<String> partner, Function<LifeRow, Recording> work) {
    var having = lives.of(referral).stream().map(LifeRow::partner).toList();
    if (having.isEmpty()) {
      return new NothingThere("No partner has a referral of that id.");
    }
    var meant =
        partner.or(() -> having.size() == 1 ? having.stream().findFirst() : Optional.empty());
    if (meant.filter(having::contains).isEmpty()) {
      return new NothingThere(
          "Say which partner answered: " + String.join(", ", having) + " have this referral.");
    }
    return transaction.execute(status -> lives.hold(meant.get(), referral).map(work).orElseThrow());
  }

  private Recording record(LifeRow life, StaffAnswer answer, String by) {
    var change = standing(life, life.state()).said(answer.state(), Who.RECIPIENT);
    if (change.verdict() == Verdict.REFUSED) {
      return new NotPossible(refused(life, change));
    }
    var entry = entry(life, answer, change, by);
    if (isAgain(life, entry)) {
      return new InTrail(life.partner());
    }
    keep(entry, life, "answer recorded by " + by);
    report(life, change.life().state());
    concerns.stands(life, answer.result().isPresent(), change.life());
    lives.keep(life.seen(life.seen(), change.life().state(), clock.instant()));
    return new InTrail(life.partner());
  }

  private ReferralLife standing(LifeRow life, State state) {
    var referral = (Referral) lives.asToldTo(life.partner(), records.one(life.key()).orElseThrow());
    return new ReferralLife(state, Wish.of(referral) == Wish.STOPPED);
  }

  private String refused(LifeRow life, Change change) {
    var now = standing(life, life.state());
    var possible =
        Stream.of(State.values())
            .filter(state -> now.said(state, Who.RECIPIENT).isApplied())
            .map(Words::word)
            .collect(joining(", "));
    return "The referral is %s at %s, and %s cannot come after that. %s"
        .formatted(
            Words.words(life.state()),
            life.partner(),
            Words.words(change.said()),
            possible.isEmpty()
                ? "It is over: a wrong answer can be taken back, and what is still needed needs a"
                    + " new referral."
                : "Possible now: " + possible + ".");
  }

  private TrailEntry entry(LifeRow life, StaffAnswer answer, Change change, String by) {
    var now = clock.instant();
    var note = change.verdict() == Verdict.SKIPPING ? "steps before it were not said" : "";
    return new TrailEntry(
            now,
            life.partner(),
            Who.RECIPIENT,
            answer.state(),
            change.verdict(),
            note,
            answer.said(now))
        .recorded(
            new Recorded(
                by, Optional.of(answer.saidBy()), Optional.of(answer.via()), OptionalLong.empty()));
  }

  /** Whoever did not hear that it is recorded sends it again. */
  private boolean isAgain(LifeRow life, TrailEntry entry) {
    return StandingAnswers.of(trail, life)
        .last()
        .filter(last -> last.recorded().equals(entry.recorded()))
        .filter(last -> last.state() == entry.state())
        .filter(last -> last.said().isLike(entry.said()))
        .isPresent();
  }

  private Recording takeBack(
      LifeRow life, long number, String reason, String by, boolean ofOthers) {
    var standing = StandingAnswers.of(trail, life);
    var answer = standing.recorded(number);
    if (answer.isEmpty()) {
      return new NotPossible("It is taken back already.");
    }
    if (!ofOthers
        && answer.flatMap(TrailEntry::recorded).filter(one -> one.by().equals(by)).isEmpty()) {
      return new NotPossible("Somebody else recorded it: they can take it back, or an operator.");
    }
    var left = standing.without(answer.get());
    keep(takenBack(life, left.state(), number, reason, by), life, "answer taken back by " + by);
    report(life, left.state());
    concerns.stands(life, left.haveResult(), standing(life, left.state()));
    lives.keep(
        life.isTakenBack()
            ? life.seen(life.seen(), left.state(), clock.instant())
            : life.anew(left.state(), clock.instant()));
    return new InTrail(life.partner());
  }

  private void report(LifeRow life, State now) {
    events.ofReferral(
        now == life.state() ? EventType.REFERRAL_CHANGED : EventType.of(now),
        life.partner(),
        life.key(),
        life.participantId());
  }

  private TrailEntry takenBack(LifeRow life, State state, long number, String reason, String by) {
    return new TrailEntry(
            clock.instant(),
            life.partner(),
            Who.REQUESTER,
            state,
            Verdict.SAME,
            "an answer that was recorded is taken back",
            new Said(Optional.empty(), Optional.of(reason), Optional.empty(), List.of()))
        .recorded(new Recorded(by, Optional.empty(), Optional.empty(), OptionalLong.of(number)));
  }

  private void keep(TrailEntry entry, LifeRow life, String what) {
    trail.add(life.key().id(), entry);
    ledger.write("operate", life.key(), life.partner(), what);
  }
}
