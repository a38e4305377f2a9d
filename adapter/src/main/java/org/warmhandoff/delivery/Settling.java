package org.warmhandoff.delivery;

import static org.slf4j.LoggerFactory.getLogger;
import static org.warmhandoff.flow.message.DeliveryState.BY_HAND;
import static org.warmhandoff.flow.message.DeliveryState.NEEDS_PERSON;
import static org.warmhandoff.flow.message.DeliveryState.REFUSED;
import static org.warmhandoff.flow.message.DeliveryState.SUPERSEDED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.flow.message.DeliveryState.WITHHELD;
import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.Retired;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcRemotes;
import org.warmhandoff.store.LeftOutColumn;
import org.warmhandoff.store.Times;

/** Writes down how a claimed delivery went and frees its lane. */
public final class Settling {

  private static final Logger log = getLogger(Settling.class);

  /** What ends without the partner having it, while a newer version may have been planned. */
  private static final Set<DeliveryState> SUPERSEDABLE =
      Set.of(REFUSED, NEEDS_PERSON, WITHHELD, BY_HAND);

  /** In what a partner says what became of a referral. */
  private static final Set<String> ANSWERED_IN = Set.of("ServiceRequest", "Task");

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Lanes lanes;
  private final JdbcLedger ledger;
  private final JdbcAttempts attempts;
  private final JdbcAttention attention;
  private final JdbcRemotes remotes;
  private final JdbcCandidates candidates;
  private final JdbcReceipts receipts;
  private final Gates gates;
  private final RetryTiming timing;
  private final Pauses pauses;
  private final UnconfirmedWrites unheard;
  private final JdbcReferralLives lives;
  private final EventLog events;

  /**
   * Settling in this database.
   *
   * @param transaction whose commit need not outlast a power cut
   */
  public Settling(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcLedger ledger,
      JdbcAttempts attempts,
      JdbcAttention attention,
      JdbcRemotes remotes,
      JdbcCandidates candidates,
      JdbcReceipts receipts,
      Gates gates,
      RetryTiming timing) {
    this.db = db;
    this.transaction = transaction;
    this.lanes = lanes;
    this.ledger = ledger;
    this.attempts = attempts;
    this.attention = attention;
    this.remotes = remotes;
    this.candidates = candidates;
    this.receipts = receipts;
    this.gates = gates;
    this.timing = timing;
    this.pauses = new Pauses(db, gates, timing);
    this.unheard = new UnconfirmedWrites(db, receipts, timing);
    this.lives = new JdbcReferralLives(db);
    this.events = new EventLog(db, timing.clock());
  }

  void settle(AttemptResult answer) {
    transaction.executeWithoutResult(
        status -> {
          gates.heard(answer);
          if (lanes.free(answer.delivery())) {
            write(answer);
          } else {
            log.warn(
                "the lease of delivery {} ended before its answer; somebody else goes on with it",
                answer.delivery().id());
          }
        });
  }

  private void write(AttemptResult answer) {
    var delivery = answer.delivery();
    var outcome = answer.outcome();
    var due = pauses.due(delivery, outcome);
    attempts.end(answer);
    unheard.settle(answer);
    var again =
        outcome instanceof Delivered
            ? ChangedConsent.whileUnderWay(db, delivery)
            : Optional.<String>empty();
    if (writeState(answer, due)) {
      remotes.keepUnseen(delivery, unseen(answer));
      writeReceipt(delivery, outcome);
      var superseded = SUPERSEDABLE.contains(outcome.state()) && superseded(delivery);
      ledger.write(
          "deliver",
          delivery.key(),
          delivery.partner(),
          "attempt " + delivery.attempt() + ": " + outcome.state().word() + ": " + outcome.note());
      var decided = outcome instanceof NeedsPerson && !superseded && decided(delivery);
      var stands = superseded ? SUPERSEDED : decided ? WAITING : outcome.state();
      report(delivery, outcome, stands);
      attend(delivery, outcome, stands);
      tell(delivery, outcome, due);
      again.ifPresent(note -> goesAgain(delivery, note));
    } else {
      unheard.writesNoMore(delivery);
    }
    lanes.unblock(delivery.partner(), delivery.key());
    lanes.refresh(delivery.partner(), delivery.participantId());
  }

  /**
   * A doubt that this attempt did not clear up stays one, whatever became of the delivery: a later
   * withdrawal must reach whoever may hold this version.
   *
   * @return false where it does not wait any more: a newer version, or an operator, was faster
   */
  private boolean writeState(AttemptResult answer, Instant due) {
    var outcome = answer.outcome();
    var ended = outcome.state() != WAITING;
    return db.sql(
                """
                update delivery
                   set state = :state, note = :note, in_doubt = :doubt, due_at = :due,
                       settled_at = :settled, behind = false, writing_until = null,
                       released = case when :ended then false else released end
                 where id = :id and state = 'WAITING'
                """)
            .param("state", outcome.state().name())
            .param("note", outcome.note())
            .param("doubt", answer.inDoubt())
            .param("ended", ended)
            .param("due", column(due))
            .param("settled", ended ? column(timing.clock().instant()) : null)
            .param("id", answer.delivery().id())
            .update()
        == 1;
  }

  /** The program is told of what does not just wait. */
  private void report(Delivery delivery, Outcome outcome, DeliveryState stands) {
    (outcome instanceof Retired
            ? Optional.of(EventType.DELIVERY_TAKEN_BACK)
            : EventType.of(stands, delivery.key().kind()))
        .ifPresent(type -> events.ofDelivery(type, delivery.id()));
  }

  /** What the partner named as made and has not shown: what it has is in the receipt. */
  private static List<Written> unseen(AttemptResult answer) {
    var shown =
        answer.outcome() instanceof Delivered done ? done.receipt().written() : List.<Written>of();
    return answer.named().stream()
        .filter(
            made ->
                shown.stream()
                    .noneMatch(
                        there ->
                            there.type().equals(made.type())
                                && there.identifier().equals(made.identifier())))
        .toList();
  }

  private void writeReceipt(Delivery delivery, Outcome outcome) {
    if (outcome instanceof Delivered done) {
      var receipt = done.receipt();
      db.sql(
              """
              update delivery
                 set form = :form, patient = :patient, matched_by = :how, remote = :remote,
                     remote_version = :remoteVersion, left_out = :leftOut,
                     receipt_edition = :edition, receipt_known = known, receipt_basis = basis,
                     known = null, taken_back = false
               where id = :id
              """)
          .param("edition", delivery.edition())
          .param("form", receipt.form().name())
          .param("patient", receipt.link().patient())
          .param("how", receipt.link().how().name())
          .param("remote", receipt.main().reference())
          .param("remoteVersion", receipt.main().version().orElse(null))
          .param("leftOut", LeftOutColumn.text(receipt.leftOut()))
          .param("id", delivery.id())
          .update();
      remotes.keep(delivery, receipt.written());
      beginLife(delivery, receipt);
    }
    if (outcome instanceof Retired retired) {
      if (retired.staying().isEmpty()) {
        receipts.takenBack(delivery.partner(), delivery.key());
      }
      openTakenBack(delivery, retired);
      endLife(delivery);
    }
    if (outcome instanceof ByHand byHand) {
      db.sql("update delivery set form = :form, left_out = :leftOut where id = :id")
          .param("form", Form.BY_HAND.name())
          .param("leftOut", LeftOutColumn.text(byHand.leftOut()))
          .param("id", delivery.id())
          .update();
    }
    if (outcome instanceof NeedsPerson needs) {
      candidates.keep(delivery.partner(), delivery.participantId(), needs.candidates());
    }
  }

  /** From now on the partner may answer it, where it holds what it could answer in. */
  private void beginLife(Delivery delivery, Receipt receipt) {
    lives.begin(
        delivery.partner(),
        delivery.key(),
        delivery.participantId(),
        delivery.priority(),
        receipt.written().stream().anyMatch(one -> ANSWERED_IN.contains(one.type())),
        timing.clock().instant());
  }

  /** What becomes of what was taken back there is nobody's to follow. */
  private void endLife(Delivery delivery) {
    if (delivery.key().kind() == RecordKind.REFERRAL) {
      lives.end(delivery.partner(), delivery.key());
      attention.close(
          Concern.referral(delivery.partner(), delivery.key().id()), "it is taken back there");
    }
  }

  /** What has arrived is as consent was when it was sent, and that is another one now. */
  private void goesAgain(Delivery delivery, String note) {
    if (ChangedConsent.goesAgain(db, delivery.id(), note, timing.clock().instant())) {
      events.ofDelivery(EventType.DELIVERY_RESUMED, delivery.id());
      ledger.write("plan", delivery.key(), delivery.partner(), note);
    }
  }

  private void openTakenBack(Delivery delivery, Retired retired) {
    if (retired.staying().isEmpty()) {
      ChangedConsent.subjects(db, delivery.partner(), delivery.key())
          .forEach(subject -> attention.close(subject, "what the partner held is retired there"));
    } else {
      attention.open(ChangedConsent.staying(delivery, retired.note()));
    }
  }

  /** Who it is was decided while it was looked for: it goes again, for nobody will release it. */
  private boolean decided(Delivery delivery) {
    return db.sql(
                """
                update delivery
                   set state = 'WAITING', note = 'it was decided who it is; goes again',
                       due_at = :now, settled_at = null
                 where id = :id
                   and exists (select 1 from link
                                where link.partner = :partner
                                  and link.participant_id = :participant)
                """)
            .param("now", column(timing.clock().instant()))
            .param("id", delivery.id())
            .param("partner", delivery.partner())
            .param("participant", delivery.participantId())
            .update()
        == 1;
  }

  /** A newer version that was planned meanwhile could not supersede one on its way. */
  private boolean superseded(Delivery delivery) {
    return db.sql(
                """
                update delivery set state = 'SUPERSEDED', note = :note
                 where id = :id
                   and exists (select 1 from delivery newer
                                where newer.partner = :partner and newer.kind = :kind
                                  and newer.record_id = :record and newer.version > :version)
                """)
            .param("note", new Outcome.Superseded().note())
            .param("id", delivery.id())
            .param("partner", delivery.partner())
            .param("kind", delivery.key().kind().word())
            .param("record", delivery.key().id())
            .param("version", delivery.key().version())
            .update()
        == 1;
  }

  /** Somebody is told, once, of what does not go on or has waited for too long. */
  private void attend(Delivery delivery, Outcome outcome, DeliveryState now) {
    if (DeliveryState.PARKED.contains(now)) {
      attention.ofDelivery(delivery, AttentionReason.of(now), outcome.note());
    } else if (now == WITHHELD && delivery.priority() != Priority.ROUTINE) {
      attention.open(
          Concern.of(AttentionReason.of(now), outcome.note())
              .delivery(delivery.id(), delivery.key(), delivery.priority())
              .at(delivery.partner(), delivery.participantId())
              .after(timing.patience().of(delivery.priority())));
    } else if (outcome instanceof Delivered done && !done.receipt().stale().isEmpty()) {
      attention.ofDelivery(delivery, AttentionReason.STALE, done.receipt().stale().get(0));
    } else if (now != WAITING) {
      attention.close(Concern.delivery(delivery.id()), now.word());
    } else if (outcome instanceof PartnerFault fault) {
      attention.ofPartner(delivery.partner(), fault.reason(), fault.note());
    } else if (hasWaitedTooLong(delivery)) {
      attention.ofDelivery(delivery, AttentionReason.WAITING, outcome.note());
    }
  }

  /** A partner that is down is one item of its own. */
  private boolean hasWaitedTooLong(Delivery delivery) {
    var created =
        db.sql("select created_at from delivery where id = :id")
            .param("id", delivery.id())
            .query((row, n) -> Times.instant(row, "created_at"))
            .single();
    return created
            .plus(timing.patience().of(delivery.priority()))
            .isBefore(timing.clock().instant())
        && gates.standing(delivery.partner()).downSince().isEmpty();
  }

  private static void tell(Delivery delivery, Outcome outcome, Instant due) {
    var next = outcome.state() == WAITING ? "; trying again at " + due : "";
    log.atLevel(DeliveryState.PARKED.contains(outcome.state()) ? Level.WARN : Level.INFO)
        .log(
            "{} to {}, attempt {}: {}: {}{}",
            delivery.key(),
            delivery.partner(),
            delivery.attempt(),
            outcome.state().word(),
            outcome.note(),
            next);
  }
}
