package org.warmhandoff.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.DeliveryState;
import org.warmhandoff.record.RecordKind;

/** How things stand, for whoever asks. Reads only. */
public final class JdbcStates {

  /** A version that was accepted. */
  public record Version(int version, String participantId, Instant acceptedAt) {}

  /** A delivery as it stands. Only what a delivered one has is absent before. */
  public record DeliveryView(
      long id,
      int version,
      String partner,
      DeliveryState state,
      String note,
      int attempts,
      Instant dueAt,
      Instant createdAt,
      Optional<Instant> settledAt,
      Optional<String> form,
      Optional<String> patient,
      Optional<String> matchedBy,
      Optional<String> remote,
      Optional<String> remoteVersion) {}

  private final JdbcClient db;

  /** The states in this database. */
  public JdbcStates(JdbcClient db) {
    this.db = db;
  }

  /** Every accepted version of the record, the last first; empty if there is no such record. */
  public List<Version> versions(RecordKind kind, String id) {
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
                new Version(
                    row.getInt("version"),
                    row.getString("participant_id"),
                    Times.instant(row, "accepted_at")))
        .list();
  }

  /** Every delivery of the record, by partner, the last version first. */
  public List<DeliveryView> deliveries(RecordKind kind, String id) {
    return db.sql(
            """
            select * from delivery
             where kind = :kind and record_id = :id
             order by partner, version desc
            """)
        .param("kind", kind.word())
        .param("id", id)
        .query(JdbcStates::view)
        .list();
  }

  /** The partners that any version of the record was planned for. */
  public Set<String> plannedFor(RecordKind kind, String id) {
    return deliveries(kind, id).stream().map(DeliveryView::partner).collect(toUnmodifiableSet());
  }

  /** Whether any version of the participant has arrived. */
  public boolean participantIsHere(String participantId) {
    return !versions(RecordKind.PARTICIPANT, participantId).isEmpty();
  }

  /** How many deliveries the partner has in the state. */
  public long count(String partner, DeliveryState state) {
    return db.sql("select count(*) from delivery where partner = :partner and state = :state")
        .param("partner", partner)
        .param("state", state.name())
        .query(Long.class)
        .single();
  }

  private static DeliveryView view(ResultSet row, int n) throws SQLException {
    return new DeliveryView(
        row.getLong("id"),
        row.getInt("version"),
        row.getString("partner"),
        DeliveryState.valueOf(row.getString("state")),
        row.getString("note"),
        row.getInt("attempts"),
        Times.instant(row, "due_at"),
        Times.instant(row, "created_at"),
        Times.maybe(row, "settled_at"),
        Optional.ofNullable(row.getString("form")),
        Optional.ofNullable(row.getString("patient")),
        Optional.ofNullable(row.getString("matched_by")),
        Optional.ofNullable(row.getString("remote")),
        Optional.ofNullable(row.getString("remote_version")));
  }
}
