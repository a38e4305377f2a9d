package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/** What happened to each record at each station, by ids only. Append-only. */
public final class JdbcLedger {

  /** One thing that happened. */
  public record Line(
      Instant at, String station, int version, Optional<String> partner, String what) {}

  private final JdbcClient db;
  private final Clock clock;

  /** The ledger in this database. */
  public JdbcLedger(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Adds a line about a record. */
  public void write(String station, RecordKey key, String what) {
    write(station, key, null, what);
  }

  /** Adds a line about a record and a partner. */
  public void write(String station, RecordKey key, String partner, String what) {
    db.sql(
            """
            insert into ledger (at, station, kind, record_id, version, partner, what)
            values (:at, :station, :kind, :id, :version, :partner, :what)
            """)
        .param("at", column(clock.instant()))
        .param("station", station)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .param("partner", partner)
        .param("what", what)
        .update();
  }

  /** Everything that happened to the record, in order. */
  public List<Line> of(RecordKind kind, String id) {
    return db.sql(
            """
            select at, station, version, partner, what from ledger
             where kind = :kind and record_id = :id
             order by seq
            """)
        .param("kind", kind.word())
        .param("id", id)
        .query(
            (row, n) ->
                new Line(
                    Times.instant(row, "at"),
                    row.getString("station"),
                    row.getInt("version"),
                    Optional.ofNullable(row.getString("partner")),
                    row.getString("what")))
        .list();
  }
}
