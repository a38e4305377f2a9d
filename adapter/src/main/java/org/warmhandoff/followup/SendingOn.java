package org.warmhandoff.followup;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.Recall;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralLives.SentOn;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.Said;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;

/**
 * A referral that a partner does not take on goes to the next in line: planned and decided as any
 * record is. The one that had it is asked to stop.
 */
public final class SendingOn {

  /** Whoever has taken it on, or carried it out, is not passed over behind its back. */
  private static final Set<State> TAKEN_ON =
      EnumSet.of(State.ACCEPTED, State.SCHEDULED, State.IN_PROGRESS, State.COMPLETED);

  private final JdbcReferralLives lives;
  private final JdbcReferralTrail trail;
  private final JdbcRecords records;
  private final Successors successors;
  private final ConsentGate consent;
  private final Outbox outbox;
  private final Recall recall;
  private final JdbcLedger ledger;
  private final ReferralConcerns concerns;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Sends on among these referrals. */
  public SendingOn(
      JdbcReferralLives lives,
      JdbcReferralTrail trail,
      JdbcRecords records,
      Successors successors,
      ConsentGate consent,
      Outbox outbox,
      Recall recall,
      JdbcLedger ledger,
      ReferralConcerns concerns,
      TransactionTemplate transaction,
      Clock clock) {
    this.lives = lives;
    this.trail = trail;
    this.records = records;
    this.successors = successors;
    this.consent = consent;
    this.outbox = outbox;
    this.recall = recall;
    this.ledger = ledger;
    this.concerns = concerns;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Sends it to the next in line.
   *
   * @param partner who does not take it on; empty: the only one that has it and was not replaced
   * @param by who sends it, as they signed on
   */
  public Recording toNext(String referral, Optional<String> partner, String by) {
    var sent = lives.sentOn(referral);
    var having =
        lives.of(referral).stream()
            .filter(life -> sent.stream().noneMatch(on -> on.from().equals(life.partner())))
            .toList();
    var meant =
        having.stream()
            .filter(life -> partner.map(life.partner()::equals).orElse(having.size() == 1))
            .findFirst();
    return meant.isEmpty()
        ? new NothingThere(unknown(having, sent))
        : transaction.execute(status -> toNext(meant.get(), by));
  }

  private static String unknown(List<LifeRow> having, List<SentOn> sent) {
    var names = having.stream().map(LifeRow::partner).toList();
    if (!names.isEmpty()) {
      return "Say who does not take it on; it is at: " + String.join(", ", names) + ".";
    }
    return sent.isEmpty()
        ? "No partner has a referral of that id."
        : "It was sent on to " + sent.get(sent.size() - 1).to() + ", which does not have it yet.";
  }

  private Recording toNext(LifeRow known, String by) {
    var id = known.key().id();
    var participant = (Participant) records.again(known.participantId()).record();
    recall.hold(known.partner(), known.participantId());
    var life = lives.hold(known.partner(), id).orElseThrow();
    var record = records.latest(RecordKind.REFERRAL, id).orElseThrow();
    if (lives.sentOn(id).stream().anyMatch(on -> on.from().equals(life.partner()))) {
      return new NotPossible("It is sent on already.");
    }
    if (!record.current()) {
      return new NotPossible("The program does not ask for it any more.");
    }
    if (TAKEN_ON.contains(life.state())) {
      return new NotPossible(
          "It is %s at %s. Where that is not so, record what they say: referral answer %s."
              .formatted(Words.words(life.state()), life.partner(), id));
    }
    var next = successors.next(life.partner(), id);
    if (next.isEmpty()) {
      return new NotPossible(
          "Nobody is next in line after %s: next-in-line of the configuration names nobody who has"
                  .formatted(life.partner())
              + " not had it, takes such referrals at that place, and may be told of it.");
    }
    lives.sendOn(id, new SentOn(life.partner(), next.get()), by, clock.instant());
    outbox.enqueue(
        consent.clear(new Parcel(List.of(new Addressee(record, participant, next.get())))));
    written(life, next.get(), by);
    asksToStop(life, next.get());
    return new InTrail(life.partner());
  }

  private void written(LifeRow life, String next, String by) {
    var from = "sent on to " + next + " by " + by;
    trail.add(life.key().id(), entry(life.partner(), life.state(), from));
    trail.add(
        life.key().id(),
        entry(next, State.REQUESTED, "sent on from " + life.partner() + " by " + by));
    ledger.write("operate", life.key(), life.partner(), from);
  }

  private TrailEntry entry(String partner, State state, String note) {
    return new TrailEntry(
        clock.instant(), partner, Who.REQUESTER, state, Verdict.SAME, note, Said.nothing());
  }

  /**
   * Also where it is over there: what was said on the telephone may not be in the partner's system,
   * whose staff would take it on tomorrow. Where a person brought it, what is over needs no call.
   */
  private void asksToStop(LifeRow life, String next) {
    var told = life.isTakenBack() || recall.goes(life.partner(), life.participantId(), life.key());
    if (told || life.state().isFinal()) {
      concerns.close(life, "sent on to " + next);
    } else {
      concerns.toBeToldByHand(life, next);
    }
  }
}
