package org.warmhandoff.followup;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.delivery.Recall;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
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

  /** What was meant for a partner that never had it, and is not to have it. */
  private static final Set<DeliveryState> OVER =
      EnumSet.of(DeliveryState.SUPERSEDED, DeliveryState.NOT_NEEDED);

  private final JdbcReferralLives lives;
  private final JdbcReferralTrail trail;
  private final JdbcRecords records;
  private final Successors successors;
  private final ConsentGate consent;
  private final Outbox outbox;
  private final Recall recall;
  private final JdbcDeliveries deliveries;
  private final Operating operating;
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
      JdbcDeliveries deliveries,
      Operating operating,
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
    this.deliveries = deliveries;
    this.operating = operating;
    this.ledger = ledger;
    this.concerns = concerns;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A partner that was asked, and has not been replaced.
   *
   * @param life empty where nothing of it has arrived there
   * @param delivery of the newest version that was planned for it
   */
  private record Asked(String partner, Optional<LifeRow> life, DeliveryView delivery) {

    String participantId() {
      return delivery.participantId();
    }

    State state() {
      return life.map(LifeRow::state).orElse(State.REQUESTED);
    }

    /** Whether it can be meant where nobody is named: not while it may arrive any moment. */
    boolean isAtAnEnd() {
      return life.isPresent() || delivery.state() != DeliveryState.WAITING;
    }
  }

  /**
   * Sends it to the next in line.
   *
   * @param partner who does not take it on, or does not get it; empty, of one that was not sent on
   *     yet: the only one that has it, or where it came to an end
   * @param by who sends it, as they signed on
   */
  public Recording toNext(String referral, Optional<String> partner, String by) {
    var sent = lives.sentOn(referral);
    var asked = asked(referral, sent);
    var atAnEnd =
        sent.isEmpty() ? asked.stream().filter(Asked::isAtAnEnd).toList() : List.<Asked>of();
    var meant =
        partner.isPresent()
            ? asked.stream().filter(one -> partner.get().equals(one.partner())).findFirst()
            : atAnEnd.stream().findFirst().filter(one -> atAnEnd.size() == 1);
    return meant.isEmpty()
        ? new NothingThere(unknown(asked, sent))
        : transaction.execute(status -> toNext(referral, meant.get(), by));
  }

  private List<Asked> asked(String referral, List<SentOn> sent) {
    var there =
        lives.of(referral).stream()
            .collect(toMap(LifeRow::partner, identity(), (one, same) -> one));
    return newest(referral).stream()
        .filter(one -> sent.stream().noneMatch(on -> on.from().equals(one.partner())))
        .filter(one -> there.containsKey(one.partner()) || !OVER.contains(one.state()))
        .map(one -> new Asked(one.partner(), Optional.ofNullable(there.get(one.partner())), one))
        .toList();
  }

  private Collection<DeliveryView> newest(String referral) {
    return deliveries.of(RecordKind.REFERRAL, referral).stream()
        .collect(
            toMap(
                DeliveryView::partner,
                identity(),
                BinaryOperator.maxBy(comparing(DeliveryView::version)),
                TreeMap::new))
        .values();
  }

  private static String unknown(List<Asked> asked, List<SentOn> sent) {
    var names = asked.stream().map(Asked::partner).toList();
    if (!sent.isEmpty() && !names.isEmpty()) { // asked twice, it is not to pass over two
      var last = sent.get(sent.size() - 1).to();
      return "It was sent on to %1$s. Where they do not take it on either, say so: --partner %1$s."
          .formatted(last);
    }
    return names.isEmpty()
        ? "No partner has a referral of that id."
        : "Say who does not take it on; it is at: " + String.join(", ", names) + ".";
  }

  private Recording toNext(String id, Asked known, String by) {
    var partner = known.partner();
    var participant = (Participant) records.again(known.participantId()).record();
    recall.hold(partner, known.participantId());
    var asked = new Asked(partner, lives.hold(partner, id), known.delivery());
    var record = records.latest(RecordKind.REFERRAL, id).orElseThrow();
    if (lives.sentOn(id).stream().anyMatch(on -> on.from().equals(partner))) {
      return new NotPossible("It is sent on already.");
    }
    if (!record.current()) {
      return new NotPossible("The program does not ask for it any more.");
    }
    if (TAKEN_ON.contains(asked.state())) {
      return new NotPossible(
          "It is %s at %s. Where that is not so, record what they say: referral answer %s."
              .formatted(Words.words(asked.state()), partner, id));
    }
    var next = successors.next(partner, id);
    if (next.isEmpty()) {
      return new NotPossible(
          "Nobody is next in line after %s: next-in-line of the configuration names nobody who has"
                  .formatted(partner)
              + " not had it, takes such referrals at that place, and may be told of it.");
    }
    lives.sendOn(id, new SentOn(partner, next.get()), by, clock.instant());
    outbox.enqueue(
        consent.clear(new Parcel(List.of(new Addressee(record, participant, next.get())))));
    written(record.key(), asked, next.get(), by);
    asked
        .life()
        .ifPresentOrElse(life -> asksToStop(life, next.get()), () -> goesNoMore(asked, record, by));
    return new InTrail(partner);
  }

  private void written(RecordKey key, Asked asked, String next, String by) {
    var from = "sent on to " + next + " by " + by;
    trail.add(key.id(), entry(asked.partner(), asked.state(), from));
    trail.add(
        key.id(), entry(next, State.REQUESTED, "sent on from " + asked.partner() + " by " + by));
    ledger.write("operate", key, asked.partner(), from);
  }

  private TrailEntry entry(String partner, State state, String note) {
    return new TrailEntry(
        clock.instant(), partner, Who.REQUESTER, state, Verdict.SAME, note, Said.nothing());
  }

  /**
   * Nothing of it has arrived there. What may still arrive goes as recalled, and what nobody is to
   * write or bring any more is cancelled.
   */
  private void goesNoMore(Asked asked, ProgramRecord record, String by) {
    var goes = recall.goes(asked.partner(), asked.participantId(), record.key());
    if (!goes) {
      operating.carryOut(Move.CANCEL, List.of(asked.delivery().id()), by);
    }
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
