package org.warmhandoff.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKind;

/** How things stand, for whoever asks. Reads only. */
public final class JdbcStates {

  /** A version that was accepted. */
  public record AcceptedVersion(int version, String participantId, Instant acceptedAt) {}

  private final JdbcClient db;

  /** The states in this database. */
  public JdbcStates(JdbcClient db) {
    this.db = db;
  }

  /** Every accepted version of the record, the last first; empty if there is no such record. */
  public List<AcceptedVersion> versions(RecordKind kind, String id) {
    return db.sql(
            """
            select version, participant_id, accepted_at from program_record
             where kind = :kind and id = :id
             order by version desc
            """)
        .param("kind", kind.word())
        .param("id", id)
        .query(
            (row, n) ->
                new AcceptedVersion(
                    row.getInt("version"),
                    row.getString("participant_id"),
                    Times.instant(row, "accepted_at")))
        .list();
  }

  /** The partners that any version of the record was planned for. */
  public Set<String> plannedFor(RecordKind kind, String id) {
    return db.sql("select distinct partner from delivery where kind = :kind and record_id = :id")
        .param("kind", kind.word())
        .param("id", id)
        .query(String.class)
        .set();
  }

  /** Whether any version of the participant has arrived. */
  public boolean participantIsHere(String participantId) {
    return !versions(RecordKind.PARTICIPANT, participantId).isEmpty();
  }

  /** The partners that anything waits for, configured or not. */
  public List<String> partnersWithWaiting() {
    return db.sql(
            """
            select distinct partner from lane l
             where exists (select 1 from delivery d
                            where d.partner = l.partner and d.state = 'WAITING')
            """)
        .query(String.class)
        .list();
  }

  /** How many deliveries the partner has in the state. */
  public long count(String partner, DeliveryState state) {
    return db.sql("select count(*) from delivery where partner = :partner and state = :state")
        .param("partner", partner)
        .param("state", state.name())
        .query(Long.class)
        .single();
  }
}
