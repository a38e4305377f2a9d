package org.warmhandoff.reconciliation;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.record.RecordKey;

/** What reconciliations found, run by run. */
public final class JdbcFindings {

  /** The worst first. */
  private static final String RANK = rank("f");

  private static final String LAST_RANK = rank("last");

  private final JdbcClient db;

  /** The findings in this database. */
  public JdbcFindings(JdbcClient db) {
    this.db = db;
  }

  private static String rank(String alias) {
    var worstFirst = Discrepancy.Kind.values();
    return IntStream.range(0, worstFirst.length)
        .mapToObj(place -> "when '%s' then %d".formatted(worstFirst[place].name(), place))
        .collect(joining(" ", "(case " + alias + ".finding ", " end)"));
  }

  /**
   * Keeps one. Part of the transaction that holds the run.
   *
   * @param firstRun which told of it first, where it is the same since; else this one
   */
  FindingRow keep(
      RunRow run,
      String participant,
      Discrepancy what,
      String subject,
      long firstRun,
      Instant now) {
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
                    differences, kept_digest, first_run, found_at)
            values (:run, :number, :partner, :participant, :finding, :subject, :kind, :record,
                    :version, :delivery, :type, :identifier, :remote, :remoteVersion, :standsOn,
                    :differences, :digest, :firstRun, :now)
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
        .param("digest", what.digest().orElse(null))
        .param("firstRun", firstRun == run.id() ? null : firstRun)
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
               and run < :run and finding <> 'NEWS' and finding <> 'KEPT_DIFFERENTLY'
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

  /** Whether that was found so at any time, closed or not. */
  boolean wasFound(String subject, Discrepancy what) {
    return db.sql(
                """
                select count(*) from reconciliation_finding
                 where subject = :subject and finding = :finding and kept_digest = :digest
                """)
            .param("subject", subject)
            .param("finding", what.kind().name())
            .param("digest", what.digest().orElseThrow())
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

  /**
   * The findings of a run, the worst first.
   *
   * @param after begins after the finding of that number, in that order; 0 for the first
   */
  public List<FindingRow> of(long run, int after, int limit) {
    return db.sql(
            """
            select * from reconciliation_finding f
             where run = :run
               and (:after = 0
                    or exists (select 1 from reconciliation_finding last
                                where last.run = :run and last.number = :after
                                  and (%s > %s or %s = %s and f.number > last.number)))
             order by %s, number limit :limit
            """
                .formatted(RANK, LAST_RANK, RANK, LAST_RANK, RANK))
        .param("run", run)
        .param("after", after)
        .param("limit", limit)
        .query(FindingRow::of)
        .list();
  }

  /** How many there are of a run. */
  public int count(long run) {
    return db.sql("select count(*) from reconciliation_finding where run = :run")
        .param("run", run)
        .query(Integer.class)
        .single();
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
