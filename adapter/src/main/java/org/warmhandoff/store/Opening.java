package org.warmhandoff.store;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Held;
import org.warmhandoff.flow.port.Leg;
import org.warmhandoff.flow.port.Opened;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/** A claimed delivery with all that it takes to hand it over, or why it need not go any more. */
final class Opening {

  private final JdbcClient db;
  private final JdbcReceipts receipts;
  private final JdbcRecords records;

  Opening(JdbcClient db, JdbcReceipts receipts, JdbcRecords records) {
    this.db = db;
    this.receipts = receipts;
    this.records = records;
  }

  Leg open(Delivery delivery) {
    var key = delivery.key();
    if (!delivery.inDoubt() && receipts.newerIsPlanned(delivery.partner(), key)) {
      return new Answer(delivery, new Outcome.Superseded());
    }
    var record = records.one(key).orElseThrow(() -> new IllegalStateException("no record " + key));
    if (!delivery.inDoubt() && record.current() && isReplaced(record)) {
      return new Answer(delivery, new Outcome.Superseded());
    }
    if (record.onlyForHolders()
        && !delivery.inDoubt()
        && !receipts.mayHold(delivery.partner(), key)) {
      return new Answer(delivery, new Outcome.NotNeeded());
    }
    var participant =
        records
            .participant(delivery.participantId())
            .orElseThrow(() -> new IllegalStateException("no participant for " + key));
    return new Opened(delivery, record, participant, held(delivery));
  }

  /** Whether another plan that is in force has taken the place of this one. */
  private boolean isReplaced(ProgramRecord record) {
    return record instanceof CrisisPlan
        && plansThatName(record.id(), record.participantId())
            .filter(ProgramRecord::current)
            .flatMap(plan -> plan.making().replaces().stream())
            .anyMatch(record.id()::equals);
  }

  /** By the text of their canonical JSON, so that other plans need not be read. */
  private Stream<CrisisPlan> plansThatName(String replaced, String participantId) {
    return db
        .sql(
            """
            select body from program_record p
             where kind = :kind and participant_id = :participant and body like :names
               and version = (select max(version) from program_record
                               where kind = p.kind and id = p.id)
            """)
        .param("kind", RecordKind.CRISIS_PLAN.word())
        .param("participant", participantId)
        .param("names", "%\"replaces\":\"" + replaced + "\"%")
        .query(String.class)
        .list()
        .stream()
        .map(records::read)
        .map(CrisisPlan.class::cast);
  }

  private Optional<Held> held(Delivery delivery) {
    var key = delivery.key();
    return receipts
        .latest(delivery.partner(), key)
        .flatMap(
            last ->
                records
                    .one(new RecordKey(key.kind(), key.id(), last.version()))
                    .map(record -> new Held(record, last.receipt())));
  }
}
