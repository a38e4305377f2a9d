package org.warmhandoff.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.Directory;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.record.Priority;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcRecords;

/**
 * Lets a write at a partner go if what it discloses may still be disclosed, and keeps what is sent
 * before it is sent.
 */
public final class AccountedWrites implements WriteAhead {

  private final JdbcOutbox outbox;
  private final DisclosureGate gate;
  private final JdbcRecords records;
  private final JdbcDisclosures disclosures;
  private final Directory directory;
  private final TransactionTemplate transaction;
  private final Durability durability;
  private final Clock clock;

  /**
   * Writes of this outbox.
   *
   * @param transaction whose commit outlasts a power cut, by itself or by that durability
   */
  public AccountedWrites(
      JdbcOutbox outbox,
      DisclosureGate gate,
      JdbcRecords records,
      JdbcDisclosures disclosures,
      Directory directory,
      TransactionTemplate transaction,
      Durability durability,
      Clock clock) {
    this.outbox = outbox;
    this.gate = gate;
    this.records = records;
    this.disclosures = disclosures;
    this.directory = directory;
    this.transaction = transaction;
    this.durability = durability;
    this.clock = clock;
  }

  @Override
  public boolean mayWrite(Delivery delivery, Form form, Late late) {
    return outbox.mayWrite(delivery, form, late);
  }

  @Override
  public Optional<Instant> prolong(Delivery delivery) {
    return outbox.prolong(delivery);
  }

  @Override
  public boolean mayDisclose(Decided decided, Sending sending) {
    var life = outbox.lifeOfWrite(decided.delivery());
    var may = Boolean.TRUE.equals(transaction.execute(status -> keptIfStillSo(decided, sending)));
    if (may) {
      ensure(decided.delivery(), life);
    }
    return may;
  }

  private void ensure(Delivery delivery, long life) {
    if (delivery.priority() == Priority.EMERGENCY) {
      durability.ensureAtOnce(life);
    } else {
      durability.ensure(life);
    }
  }

  /** Whoever plans by another consent meanwhile comes before that, or sees that it is under way. */
  private boolean keptIfStillSo(Decided decided, Sending sending) {
    outbox.hold(decided.delivery());
    return isStillSo(decided) && keep(decided, sending);
  }

  private boolean keep(Decided decided, Sending sending) {
    var receiver = directory.receiver(decided.delivery().partner());
    return disclosures.keep(decided, sending, receiver, clock.instant());
  }

  /** By what the participant says now, at this moment. */
  private boolean isStillSo(Decided decided) {
    var participant = decided.opened().participant();
    return records
        .newer(participant)
        .or(() -> Optional.of(participant))
        .filter(now -> gate.holds(decided, now))
        .isPresent();
  }
}
