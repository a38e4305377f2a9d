package org.warmhandoff.delivery;

import static java.time.Duration.between;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.message.UnconfirmedWrite;
import org.warmhandoff.flow.port.Opening;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcReceipts.Last;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;

/** Opens claimed deliveries from the tables of records and receipts. */
public final class JdbcOpening implements Opening {

  private static final String MAY_STILL_COME =
      "an earlier version whose answer was lost may still be carried out; waits for that";

  private final JdbcReceipts receipts;
  private final JdbcRecords records;
  private final JdbcReferralLives lives;
  private final Clock clock;

  /** Opens by these records. */
  public JdbcOpening(
      JdbcReceipts receipts, JdbcRecords records, JdbcReferralLives lives, Clock clock) {
    this.receipts = receipts;
    this.records = records;
    this.lives = lives;
    this.clock = clock;
  }

  @Override
  public DeliveryStage open(Delivery delivery) {
    var key = delivery.key();
    if (!delivery.inDoubt() && receipts.newerIsPlanned(delivery.partner(), key)) {
      return new AttemptResult(delivery, new Outcome.Superseded());
    }
    var record =
        records
            .one(key)
            .map(one -> lives.asToldTo(delivery.partner(), one))
            .orElseThrow(() -> new IllegalStateException("no record " + key));
    var replaced = record.current() && records.isReplaced(record);
    if (!delivery.inDoubt() && replaced && !receipts.isHeldUnderConsent(delivery.partner(), key)) {
      return new AttemptResult(delivery, new Outcome.Superseded());
    }
    if (record.onlyForHolders()
        && !delivery.inDoubt()
        && !receipts.mayHold(delivery.partner(), key)
        && !receipts.holdsThis(delivery.partner(), key)) {
      return new AttemptResult(delivery, new Outcome.NotNeeded());
    }
    var late = mayStillCome(delivery, record);
    if (late.isPresent()) {
      return new AttemptResult(delivery, late.get());
    }
    var participant =
        records
            .participant(delivery.participantId())
            .orElseThrow(() -> new IllegalStateException("no participant for " + key));
    var held = receipts.latest(delivery.partner(), key, delivery.edition());
    var unheard = unheard(delivery, held.map(Last::version).orElse(0));
    var mayHold = held.isPresent() || !unheard.isEmpty() || delivery.inDoubt();
    return new Opened(
        delivery,
        record,
        participant,
        held.flatMap(last -> held(key, last)),
        unheard,
        receipts.unheardUntil(delivery.partner(), key),
        mayHold ? consentsThere(delivery, held, unheard) : Set.of(),
        delivery.inDoubt() && receipts.newerIsPlanned(delivery.partner(), key),
        receipts.disclosedTo(delivery.partner(), records.plansInForce(record)),
        replaced);
  }

  /**
   * A write whose answer was lost may be carried out after the next version's, and then the partner
   * shows the older. So the next one waits until that can no longer happen. Emergencies do not
   * wait: they are looked at again.
   */
  private Optional<TryLater> mayStillCome(Delivery delivery, ProgramRecord record) {
    if (delivery.inDoubt() || delivery.priority() == Priority.EMERGENCY) {
      return Optional.empty();
    }
    var now = clock.instant();
    var replaced =
        record instanceof CrisisPlan plan
            ? plan.making().replaces().stream()
                .flatMap(
                    id ->
                        receipts
                            .unheardUntil(delivery.partner(), RecordKind.CRISIS_PLAN, id)
                            .stream())
            : Stream.<Instant>empty();
    return Stream.concat(receipts.unheardUntil(delivery.partner(), record.key()).stream(), replaced)
        .filter(until -> until.isAfter(now))
        .max(Comparator.naturalOrder())
        .map(
            until -> new TryLater(MAY_STILL_COME, Optional.of(between(now, until)), Reach.UNKNOWN));
  }

  private Set<String> consentsThere(
      Delivery delivery, Optional<Last> held, List<UnconfirmedWrite> unheard) {
    var inTransactions =
        Stream.of(
                held.stream().map(last -> last.receipt().form()),
                unheard.stream().map(UnconfirmedWrite::form),
                delivery.doubt().stream().flatMap(doubt -> doubt.form().stream()))
            .flatMap(forms -> forms)
            .anyMatch(Form.GRAPH::equals);
    return Stream.concat(
            receipts.consentsThere(delivery.partner(), delivery.participantId()).stream(),
            inTransactions
                ? receipts.disclosedUnder(delivery.partner(), delivery.key()).stream()
                : Stream.empty())
        .collect(toUnmodifiableSet());
  }

  private Optional<Held> held(RecordKey key, Last last) {
    return version(key, last.version())
        .map(
            record -> new Held(record, last.edition(), last.known(), last.basis(), last.receipt()));
  }

  private List<UnconfirmedWrite> unheard(Delivery delivery, int after) {
    return receipts.lost(delivery.partner(), delivery.key(), after).stream()
        .flatMap(
            lost ->
                version(delivery.key(), lost.version()).stream()
                    .map(
                        record ->
                            new UnconfirmedWrite(
                                record,
                                lost.edition(),
                                lost.known(),
                                lost.basis(),
                                lost.form(),
                                lost.until())))
        .toList();
  }

  private Optional<ProgramRecord> version(RecordKey key, int version) {
    return records.one(new RecordKey(key.kind(), key.id(), version));
  }
}
