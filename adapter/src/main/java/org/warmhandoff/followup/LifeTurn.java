package org.warmhandoff.followup;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife;
import org.warmhandoff.referral.ReferralLife.Change;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;
import org.warmhandoff.store.LifeRow.ToldOfLife;

/** What one look makes of a referral's life. Part of the transaction that holds the life. */
public final class LifeTurn {

  private static final Logger log = getLogger(LifeTurn.class);

  private static final Duration LONGEST_LAG = Duration.ofHours(1);

  private final JdbcReferralTrail trail;
  private final ReferralConcerns concerns;
  private final EventLog events;
  private final JdbcSubscriptions subscriptions;
  private final JdbcChangeSearches searches;
  private final LookInterval pauses;
  private final Clock clock;

  /**
   * Writes into that trail, and tells of what a person should see.
   *
   * @param subscriptions by which partners say that something has changed
   * @param searches by which it is seen that something has changed
   * @param askEvery how often a partner is asked while there is news
   */
  public LifeTurn(
      JdbcReferralTrail trail,
      ReferralConcerns concerns,
      EventLog events,
      JdbcSubscriptions subscriptions,
      JdbcChangeSearches searches,
      Patience askEvery,
      Clock clock) {
    this.trail = trail;
    this.concerns = concerns;
    this.events = events;
    this.subscriptions = subscriptions;
    this.searches = searches;
    this.pauses = new LookInterval(askEvery);
    this.clock = clock;
  }

  /** The life as it is after that look, and when it is looked at again. */
  LifeRow after(LifeRow life, Referral referral, ReferralAnswer answer) {
    var now = clock.instant();
    var noted = noted(life, referral, now);
    var heard = noted;
    if (answer instanceof Told told && isNews(told, noted)) {
      heard = heard(noted, Wish.of(referral), told, lostOf(told, noted), now);
      wasShown(life, told.versions(), now);
    } else if (answer instanceof Told told && isRestored(told, noted, now)) {
      heard = heard(noted, Wish.of(referral), told, Optional.of(Loss.RESTORED), now);
    } else if (answer instanceof NothingShown && !noted.seen().byAddress().isEmpty()) {
      heard = lost(noted, SeenVersions.none(), now);
    }
    var note = note(heard, answer);
    var told = toldOfNoReply(heard, referral, note, now);
    var again = hinted(life, now).or(() -> due(told, referral, now));
    return told.looked(now, again, isStillToBeSearched(life, answer) ? life.looks().note() : note);
  }

  /** No search may show it once more that there are several. */
  private static boolean isStillToBeSearched(LifeRow life, ReferralAnswer answer) {
    return answer instanceof NotTold && life.areSeveralShown();
  }

  /** Somebody called while it was looked at: it is looked at again. */
  private static Optional<Instant> hinted(LifeRow life, Instant now) {
    return life.looks().due().filter(due -> life.isHintedAt(now));
  }

  /** Not of the first look: what is seen then we have written ourselves. */
  private void wasShown(LifeRow life, SeenVersions now, Instant at) {
    if (life.seen().byAddress().isEmpty()) {
      return;
    }
    var changed = new SeenVersions(now.newSince(life.seen()));
    for (var type : changed.types().stream().sorted().toList()) { // as others lock them
      var key = new SubscriptionRowKey(life.partner(), type);
      life.looks().last().ifPresent(last -> subscriptions.missed(key, last, at));
    }
    if (!life.isShownBySearch() && !life.areSeveralShown()) {
      searches.expect(life.partner(), changed.byAddress(), at);
    }
  }

  /** That the program has said something is in the trail once. */
  private LifeRow noted(LifeRow life, Referral referral, Instant now) {
    if (life.told().version() >= referral.version()) {
      return life;
    }
    trail.add(referral.id(), TrailNotes.ofProgram(life, referral, now));
    if (Wish.of(referral) != Wish.WANTED) {
      concerns.close(life, "the program does not want it any more");
    }
    var told = life.told(new ToldOfLife(life.told().noReply(), referral.version()));
    return Wish.of(referral) == Wish.STOPPED ? stoppedByHand(told, now) : told;
  }

  /**
   * Who brought it has told them: nobody there writes anything that could be read. Whoever had
   * taken it on has to say that it stopped.
   */
  private LifeRow stoppedByHand(LifeRow life, Instant now) {
    var change = new ReferralLife(life.state(), true).said(State.CANCELLED, Who.REQUESTER);
    if (life.asks() || !life.isUnanswered() || !change.isApplied()) {
      return life;
    }
    trail.add(life.key().id(), TrailNotes.ofWithdrawal(life, State.CANCELLED, now));
    report(EventType.of(State.CANCELLED), life);
    return life.seen(life.seen(), State.CANCELLED, now);
  }

  /** What a newer Task says is news, however old the request is that is shown beside it. */
  private static boolean isNews(Told told, LifeRow life) {
    var tasks = told.versions().tasks();
    return !told.versions().equals(life.seen())
        && (!told.versions().isBehind(life.seen())
            || (!tasks.isBehind(life.seen()) && tasks.tellMoreThan(life.seen())));
  }

  /**
   * It stands at an older version than was seen, and not because one of the partner's servers lags:
   * a backup was put back there. Its numbers begin from there again.
   */
  private static boolean isRestored(Told told, LifeRow life, Instant now) {
    return told.versions().isBehind(life.seen())
        && life.looks().seen().plus(LONGEST_LAG).isBefore(now);
  }

  /** A Task that is gone beside the one in which the partner answers was one too many. */
  private static Optional<Loss> lostOf(Told told, LifeRow life) {
    var gone = told.versions().goneSince(life.seen());
    gone.removeAll(life.seen().tasks().byAddress().keySet());
    return gone.isEmpty() ? Optional.empty() : Optional.of(Loss.of(gone));
  }

  /** Whether nothing is left in which the partner had answered, so that the rest says nothing. */
  private static boolean isAnswerGone(Told told, LifeRow life) {
    var tasks = life.seen().tasks();
    return tasks.byAddress().isEmpty()
        ? told.versions().showNothingOf(life.seen())
            && told.versions().tasks().byAddress().isEmpty()
        : told.versions().showNothingOf(tasks);
  }

  private LifeRow heard(LifeRow life, Wish wish, Told told, Optional<Loss> loss, Instant now) {
    var status = told.status();
    if (isAnswerGone(told, life)) {
      trail.add(
          life.key().id(),
          TrailNotes.ofPartner(life, status, Verdict.REFUSED, Optional.of(Loss.ALL), now));
      return lost(life, told.versions(), now);
    }
    var standing = StandingAnswers.of(trail, life);
    if (standing.isRecordedLast()
        && status.notUnderstood().isEmpty()
        && standing.isSaidBefore(status.state(), TrailNotes.said(status))) {
      concerns.known(
          life, standing.haveResult(), new ReferralLife(life.state(), wish == Wish.STOPPED));
      return life.seen(told.versions(), life.state(), now); // said otherwise than by its system
    }
    var change = change(life, wish, status);
    var doubts = ReferralConcerns.doubts(status);
    var doubted = !doubts.isEmpty() && !standing.tell(doubts);
    var more = standing.lack(TrailNotes.said(status));
    if (change.verdict() != Verdict.SAME
        || standing.isRecordedLast()
        || more
        || doubted
        || loss.isPresent()) {
      trail.add(life.key().id(), entry(life, wish, status, change, loss, now));
      log.info("{} at {}: {}", life.key(), life.partner(), Words.words(status.state()));
    }
    if (change.isApplied()) {
      report(EventType.of(change.life().state()), life);
    } else if (change.verdict() == Verdict.REFUSED || doubted || loss.isPresent()) {
      report(EventType.REFERRAL_UNCLEAR, life);
    } else if (more) {
      report(EventType.REFERRAL_CHANGED, life);
    }
    concerns.heard(life, status, change, doubted, loss);
    return life.seen(told.versions(), change.life().state(), now);
  }

  /** What contradicts itself changes nothing: a person must look. */
  private static Change change(LifeRow life, Wish wish, ReferralStatus status) {
    var before = new ReferralLife(life.state(), wish == Wish.STOPPED);
    var change = before.said(status.state(), Who.RECIPIENT);
    return change.isApplied() && ReferralConcerns.contradictsItself(status)
        ? new Change(before, status.state(), Verdict.REFUSED)
        : change;
  }

  /** What nobody had taken on the program has withdrawn there itself. */
  private static TrailEntry entry(
      LifeRow life,
      Wish wish,
      ReferralStatus status,
      Change change,
      Optional<Loss> loss,
      Instant now) {
    var stopped = status.state() == State.CANCELLED || status.state() == State.ENTERED_IN_ERROR;
    return wish == Wish.STOPPED && change.isApplied() && stopped && life.isUnanswered()
        ? TrailNotes.ofWithdrawal(life, status.state(), now)
        : TrailNotes.ofPartner(life, status, change.verdict(), loss, now);
  }

  /** It stands as it did, and a person is told. */
  private LifeRow lost(LifeRow life, SeenVersions left, Instant now) {
    concerns.lost(life);
    report(EventType.REFERRAL_UNCLEAR, life);
    return life.seen(left, life.state(), now);
  }

  private void report(EventType type, LifeRow life) {
    events.ofReferral(type, life.partner(), life.key(), life.participantId());
  }

  private static String note(LifeRow life, ReferralAnswer answer) {
    if (!life.asks()) {
      return "the partner's system holds nothing that it could answer in";
    }
    if (answer instanceof NothingShown) {
      return "the partner shows nothing of it";
    }
    return answer instanceof NotTold not
        ? not.why().note()
        : "the partner says " + Words.words(((Told) answer).status().state());
  }

  private LifeRow toldOfNoReply(LifeRow life, Referral referral, String note, Instant now) {
    if (replyBy(life, referral).filter(by -> !by.isAfter(now)).isEmpty()) {
      return life;
    }
    if (Wish.of(referral) == Wish.STOPPED) {
      concerns.notStopped(life, note);
    } else {
      concerns.notAnswered(life, note);
    }
    report(EventType.REFERRAL_NOT_ANSWERED, life);
    return life.told(new ToldOfLife(true, life.told().version()));
  }

  /** Empty where somebody has answered, nobody needs to, or it was told already. */
  private static Optional<Instant> replyBy(LifeRow life, Referral referral) {
    var awaited =
        switch (Wish.of(referral)) {
          case WANTED -> life.isUnanswered();
          case STOPPED ->
              !life.isUnanswered()
                  && !life.state().isFinal()
                  && !DrillIds.isReserved(life.participantId()); // a drill looks after its own
          case CLOSED -> false;
        };
    return awaited && !life.told().noReply()
        ? Optional.of(ReplyTime.of(referral, life.looks().begun()))
        : Optional.empty();
  }

  private Optional<Instant> due(LifeRow life, Referral referral, Instant now) {
    return Wish.of(referral) == Wish.CLOSED
        ? Optional.empty()
        : Stream.concat(look(life, now).stream(), replyBy(life, referral).stream())
            .min(Instant::compareTo);
  }

  /** Empty where there is nobody to ask, or it has been over for long enough. */
  private Optional<Instant> look(LifeRow life, Instant now) {
    return Optional.of(Duration.between(life.looks().lastWord(), now))
        .filter(quiet -> life.asks())
        .flatMap(
            quiet ->
                life.state().isFinal()
                    ? LookInterval.afterwards(quiet)
                    : Optional.of(interval(life, quiet, now)))
        .map(now::plus);
  }

  private Duration interval(LifeRow life, Duration quiet, Instant now) {
    var interval = pauses.of(life.priority(), quiet);
    searches.noLaterThan(life.partner(), now.plus(interval));
    var types = life.seen().types();
    var isShown =
        life.priority() != Priority.EMERGENCY && searches.areReliedOn(life.partner(), types);
    return isShown || subscriptions.isReliedOn(life.partner(), types, now)
        ? LookInterval.besideSubscription(interval)
        : interval;
  }
}
