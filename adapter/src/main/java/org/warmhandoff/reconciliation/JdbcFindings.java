package org.warmhandoff.reconciliation;

import static java.util.Comparator.comparing;
import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.record.RecordKey;

/** What reconciliations found, run by run. */
public final class JdbcFindings {

  private final JdbcClient db;

  /** The findings in this database. */
  public JdbcFindings(JdbcClient db) {
    this.db = db;
  }

  /** Keeps one. Part of the transaction that holds the run. */
  FindingRow keep(RunRow run, String participant, Discrepancy what, String subject, Instant now) {
    var number =
        db.sql("select coalesce(max(number), 0) + 1 from reconciliation_finding where run = :run")
            .param("run", run.id())
            .query(Integer.class)
            .single();
    db.sql(
            """
            insert into reconciliation_finding
                   (run, number, partner, participant_id, finding, subject, kind, record_id, version,
                    delivery_id, type, identifier, remote_id, remote_version, stands_on,
                    differences, found_at)
            values (:run, :number, :partner, :participant, :finding, :subject, :kind, :record,
                    :version, :delivery, :type, :identifier, :remote, :remoteVersion, :standsOn,
                    :differences, :now)
            """)
        .param("run", run.id())
        .param("number", number)
        .param("partner", run.partner())
        .param("participant", participant)
        .param("finding", what.kind().name())
        .param("subject", subject)
        .param("kind", what.record().map(key -> key.kind().word()).orElse(null))
        .param("record", what.record().map(RecordKey::id).orElse(null))
        .param("version", what.record().map(RecordKey::version).orElse(null))
        .param("delivery", what.delivery().isPresent() ? what.delivery().getAsLong() : null)
        .param("type", what.type())
        .param("identifier", what.identifier())
        .param("remote", what.id())
        .param("remoteVersion", what.version().orElse(null))
        .param("standsOn", what.standsOn().orElse(null))
        .param("differences", FindingRow.text(what.differences()))
        .param("now", column(now))
        .update();
    return one(run.id(), number).orElseThrow();
  }

  /** What is open of a participant at a partner from runs before that one. */
  List<FindingRow> openBefore(RunRow run, String participant) {
    return db.sql(
            """
            select * from reconciliation_finding
             where partner = :partner and participant_id = :participant and closed_at is null
               and run < :run and finding <> 'NEWS'
             order by run, number
            """)
        .param("partner", run.partner())
        .param("participant", participant)
        .param("run", run.id())
        .query(FindingRow::of)
        .list();
  }

  /** Whether that was found at any time, closed or not. */
  boolean wasFound(String subject) {
    return db.sql("select count(*) from reconciliation_finding where subject = :subject")
            .param("subject", subject)
            .query(Long.class)
            .single()
        > 0;
  }

  /** How often it was repaired by that since then. */
  long repaired(String subject, String by, Instant since) {
    return db.sql(
            """
            select count(*) from reconciliation_finding
             where subject = :subject and repaired_by = :by and repaired_at >= :since
            """)
        .param("subject", subject)
        .param("by", by)
        .param("since", column(since))
        .query(Long.class)
        .single();
  }

  /** It is over. */
  void close(FindingRow one, String by, Instant now) {
    db.sql(
            """
            update reconciliation_finding set closed_at = :now, closed_by = :by
             where run = :run and number = :number and closed_at is null
            """)
        .param("now", column(now))
        .param("by", by)
        .param("run", one.run())
        .param("number", one.number())
        .update();
  }

  /** It goes there once more. */
  void repaired(FindingRow one, String by, Instant now) {
    db.sql(
            """
            update reconciliation_finding set repaired_at = :now, repaired_by = :by
             where run = :run and number = :number
            """)
        .param("now", column(now))
        .param("by", by)
        .param("run", one.run())
        .param("number", one.number())
        .update();
  }

  /** The findings of a run, the worst first. */
  public List<FindingRow> of(long run) {
    return db
        .sql("select * from reconciliation_finding where run = :run order by number")
        .param("run", run)
        .query(FindingRow::of)
        .list()
        .stream()
        .sorted(comparing(one -> one.what().kind()))
        .toList();
  }

  /** That one. */
  public Optional<FindingRow> one(long run, int number) {
    return db.sql("select * from reconciliation_finding where run = :run and number = :number")
        .param("run", run)
        .param("number", number)
        .query(FindingRow::of)
        .optional();
  }
}
