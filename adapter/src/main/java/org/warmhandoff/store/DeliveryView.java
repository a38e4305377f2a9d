package org.warmhandoff.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;

/**
 * A delivery as it stands.
 *
 * @param handed how it was handed over, or is to be by hand; empty before
 * @param disclosed how much of it was told; empty before it was written
 */
public record DeliveryView(
    long id,
    RecordKey key,
    String participantId,
    String partner,
    Priority priority,
    Stand stand,
    When when,
    Optional<Handed> handed,
    Optional<Extent> disclosed) {

  /**
   * Where it stands.
   *
   * @param inDoubt whether the partner may hold something of it that we do not know of
   * @param underWay whether somebody is at it now
   */
  public record Stand(
      DeliveryState state, String note, int attempts, boolean inDoubt, boolean underWay) {}

  /** When it was planned, falls due, and came to its end. */
  public record When(Instant plannedAt, Instant dueAt, Optional<Instant> settledAt) {}

  /** What the partner got, and as what. */
  public record Handed(
      Form form,
      Optional<Link> link,
      Optional<String> remote,
      Optional<String> remoteVersion,
      List<String> leftOut) {}

  /**
   * How much of the record was told when it was last written.
   *
   * @param withheld what did not go along tells of this
   */
  public record Extent(Basis basis, List<String> withheld) {}

  /** The columns that {@link #of} reads, of {@code delivery d} joined with its {@code lane l}. */
  static final String COLUMNS =
      """
      d.id, d.kind, d.record_id, d.version, d.participant_id, d.partner, d.priority, d.state,
      d.note, d.attempts, d.in_doubt, d.created_at, d.due_at, d.settled_at, d.form, d.patient,
      d.matched_by, d.remote, d.remote_version, d.left_out, d.basis, d.withheld,
      (l.leased_until > :now
       and exists (select 1 from attempt a
                    where a.delivery_id = d.id and a.number = d.attempts
                      and a.ended_at is null)) as under_way
      """;

  static DeliveryView of(ResultSet row, int n) throws SQLException {
    return new DeliveryView(
        row.getLong("id"),
        RecordColumns.key(row),
        row.getString("participant_id"),
        row.getString("partner"),
        Priority.ofRank(row.getInt("priority")),
        new Stand(
            DeliveryState.valueOf(row.getString("state")),
            row.getString("note"),
            row.getInt("attempts"),
            row.getBoolean("in_doubt"),
            row.getBoolean("under_way")),
        new When(
            Times.instant(row, "created_at"),
            Times.instant(row, "due_at"),
            Times.maybe(row, "settled_at")),
        handed(row),
        disclosed(row));
  }

  private static Optional<Extent> disclosed(ResultSet row) throws SQLException {
    var basis = row.getString("basis");
    return basis == null
        ? Optional.empty()
        : Optional.of(
            new Extent(
                Basis.valueOf(basis),
                Stream.of(row.getString("withheld").split(" "))
                    .filter(word -> !word.isEmpty())
                    .toList()));
  }

  private static Optional<Handed> handed(ResultSet row) throws SQLException {
    if (row.getString("form") == null) {
      return Optional.empty();
    }
    var patient = row.getString("patient");
    return Optional.of(
        new Handed(
            Form.valueOf(row.getString("form")),
            patient == null
                ? Optional.empty()
                : Optional.of(new Link(patient, Link.How.valueOf(row.getString("matched_by")))),
            Optional.ofNullable(row.getString("remote")),
            Optional.ofNullable(row.getString("remote_version")),
            LeftOutColumn.list(row.getString("left_out"))));
  }

  /** Where it stands, in a word. */
  public DeliveryState state() {
    return stand.state();
  }

  /** Which version of the record it is. */
  public int version() {
    return key.version();
  }
}
