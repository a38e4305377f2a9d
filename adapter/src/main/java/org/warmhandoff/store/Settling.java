package org.warmhandoff.store;

import static org.slf4j.LoggerFactory.getLogger;
import static org.warmhandoff.flow.port.DeliveryState.WAITING;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.DeliveryState;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Receipt;
import org.warmhandoff.record.Priority;

/** Writes down how a claimed delivery went and gives its lane free. */
public final class Settling {

  private static final Logger log = getLogger(Settling.class);

  /**
   * The longest pause of an emergency, and of a version that a newer one waits for, unless the
   * partner asked for a longer one.
   */
  private static final Duration SOON = Duration.ofSeconds(15);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final JdbcLedger ledger;
  private final Clock clock;
  private final Backoff backoff;

  /** Settling in this database. */
  public Settling(
      JdbcClient db,
      TransactionTemplate transaction,
      JdbcLedger ledger,
      Clock clock,
      Backoff backoff) {
    this.db = db;
    this.transaction = transaction;
    this.ledger = ledger;
    this.clock = clock;
    this.backoff = backoff;
  }

  void settle(Answer answer) {
    transaction.executeWithoutResult(
        status -> {
          if (freeLane(answer.delivery())) {
            write(answer);
          } else {
            log.warn(
                "the lease of delivery {} ended before its answer; somebody else goes on with it",
                answer.delivery().id());
          }
        });
  }

  private boolean freeLane(Delivery delivery) {
    return db.sql(
                """
                update lane set leased_until = :now
                 where partner = :partner and participant_id = :participant and lease = :lease
                """)
            .param("now", column(clock.instant()))
            .param("partner", delivery.partner())
            .param("participant", delivery.participantId())
            .param("lease", delivery.lease())
            .update()
        == 1;
  }

  private void write(Answer answer) {
    var delivery = answer.delivery();
    var outcome = answer.outcome();
    var due = due(delivery, outcome);
    var receipt =
        outcome instanceof Delivered done ? Optional.of(done.receipt()) : Optional.<Receipt>empty();
    db.sql(
            """
            update delivery
               set state = :state, note = :note, in_doubt = :doubt, due_at = :due,
                   settled_at = :settled, form = :form, patient = :patient,
                   matched_by = :how, remote = :remote, remote_version = :remoteVersion
             where id = :id
            """)
        .param("state", outcome.state().name())
        .param("note", outcome.note())
        .param("doubt", doubt(delivery, outcome))
        .param("due", column(due))
        .param("settled", outcome.state() == WAITING ? null : column(clock.instant()))
        .param("form", receipt.map(r -> r.form().name()).orElse(null))
        .param("patient", receipt.map(r -> r.link().patient()).orElse(null))
        .param("how", receipt.map(r -> r.link().how().name()).orElse(null))
        .param("remote", receipt.map(Receipt::remote).orElse(null))
        .param("remoteVersion", receipt.flatMap(Receipt::remoteVersion).orElse(null))
        .param("id", delivery.id())
        .update();
    supersedeIfNewerIsPlanned(delivery);
    ledger.write(
        "deliver",
        delivery.key(),
        delivery.partner(),
        "attempt " + delivery.attempt() + ": " + outcome.state().word() + ": " + outcome.note());
    tell(delivery, outcome, due);
  }

  /** A newer version that was planned meanwhile could not supersede one on its way. */
  private void supersedeIfNewerIsPlanned(Delivery delivery) {
    db.sql(
            """
            update delivery set state = 'SUPERSEDED', note = :note
             where id = :id and state in ('NEEDS_PERSON', 'REFUSED', 'WITHHELD')
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
        .update();
  }

  /**
   * A doubt that this attempt did not clear up stays one, whatever became of the delivery: a later
   * withdrawal must reach whoever may hold this version.
   */
  private static boolean doubt(Delivery delivery, Outcome outcome) {
    var cleared = outcome instanceof Delivered || outcome instanceof NotThere;
    return !cleared && (outcome.inDoubt() || delivery.inDoubt());
  }

  private Instant due(Delivery delivery, Outcome outcome) {
    var now = clock.instant();
    if (outcome.state() != WAITING || outcome instanceof NotThere) {
      return now;
    }
    var asked = outcome instanceof TryLater later ? later.notBefore() : Optional.<Duration>empty();
    var pause = backoff.after(delivery.attempt(), asked);
    var soon = asked.isEmpty() && pause.compareTo(SOON) > 0 && mayNotWaitLong(delivery);
    return now.plus(soon ? SOON : pause);
  }

  private boolean mayNotWaitLong(Delivery delivery) {
    return isEmergency(delivery) || newerWaits(delivery);
  }

  private boolean isEmergency(Delivery delivery) {
    return db.sql("select priority from delivery where id = :id")
            .param("id", delivery.id())
            .query(Integer.class)
            .single()
        == Priority.EMERGENCY.rank();
  }

  private boolean newerWaits(Delivery delivery) {
    return db.sql(
                """
                select count(*) from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and version > :version and state = 'WAITING'
                """)
            .param("partner", delivery.partner())
            .param("kind", delivery.key().kind().word())
            .param("id", delivery.key().id())
            .param("version", delivery.key().version())
            .query(Long.class)
            .single()
        > 0;
  }

  /** Whether it does not go on without a person. */
  private static boolean forSomebody(DeliveryState state) {
    return state == DeliveryState.REFUSED || state == DeliveryState.NEEDS_PERSON;
  }

  private static void tell(Delivery delivery, Outcome outcome, Instant due) {
    var next = outcome.state() == WAITING ? "; trying again at " + due : "";
    log.atLevel(forSomebody(outcome.state()) ? Level.WARN : Level.INFO)
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
