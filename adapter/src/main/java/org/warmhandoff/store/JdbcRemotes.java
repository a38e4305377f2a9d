package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.write.Remotes;
import org.warmhandoff.record.RecordKey;

/** Our resources as partners name them, with the versions that we last saw there. */
public final class JdbcRemotes implements Remotes {

  private static final String INSERT =
      """
      insert into remote_resource
             (partner, type, identifier, participant_id, remote_id, remote_version, written_at,
              unseen_of, kept_digest)
      values (:partner, :type, :identifier, :participant, :id, :version, :now, :unseenOf, :kept)
          on conflict do nothing
      """;

  /** What was there and is made anew is somewhere else. */
  private static final String MOVED =
      """
      update remote_resource
         set remote_id = :id, remote_version = :version, written_at = :now, unseen_of = :unseenOf,
             kept_digest = :kept
       where partner = :partner and type = :type and identifier = :identifier and remote_id <> :id
      """;

  private static final String KNOWN =
      """
      update remote_resource
         set participant_id = :participant, remote_id = :id, remote_version = :version,
             written_at = :now, unseen_of = null, kept_digest = :kept
       where partner = :partner and type = :type and identifier = :identifier
      """;

  private final JdbcClient db;
  private final NamedParameterJdbcOperations batches;
  private final Clock clock;

  /** The ledger of remote ids in this database. */
  public JdbcRemotes(DataSource database, Clock clock) {
    this.batches = new NamedParameterJdbcTemplate(database);
    this.db = JdbcClient.create(batches);
    this.clock = clock;
  }

  @Override
  public Optional<Remote> find(String partner, String type, String identifier) {
    return db.sql(
            """
            select remote_id, remote_version, unseen_of, written_at from remote_resource
             where partner = :partner and type = :type and identifier = :identifier
            """)
        .param("partner", partner)
        .param("type", type)
        .param("identifier", identifier)
        .query(
            (row, n) ->
                new Remote(
                    new Written(
                        type,
                        identifier,
                        row.getString("remote_id"),
                        Optional.ofNullable(row.getString("remote_version"))),
                    row.getObject("unseen_of") == null
                        ? Optional.empty()
                        : Optional.of(Times.instant(row, "written_at"))))
        .optional();
  }

  /**
   * Keeps what the partner named as made and has not shown yet; what is known already stays as it
   * is. Part of the settling's transaction, in which the lane is held.
   */
  public void keepUnseen(Delivery delivery, List<Written> named) {
    if (!named.isEmpty()) {
      var unseen = OptionalLong.of(delivery.id());
      var fresh = inOneGo(INSERT, delivery, unseen, named);
      inOneGo(MOVED, delivery, unseen, without(fresh, named));
    }
  }

  /** A person decided that what the partner does not show of a record is made again. */
  public void forgetUnseen(String partner, RecordKey record) {
    db.sql(
            """
            delete from remote_resource
             where unseen_of in (select id from delivery
                                  where partner = :partner and kind = :kind and record_id = :id)
            """)
        .param("partner", partner)
        .param("kind", record.kind().word())
        .param("id", record.id())
        .update();
  }

  /** Keeps what was written. Part of the settling's transaction, in which the lane is held. */
  public void keep(Delivery delivery, List<Written> written) {
    var named = written.stream().filter(one -> !one.identifier().isEmpty()).toList();
    var known = inOneGo(KNOWN, delivery, OptionalLong.empty(), named);
    var missing = without(known, named);
    var fresh = inOneGo(INSERT, delivery, OptionalLong.empty(), missing);
    inOneGo(KNOWN, delivery, OptionalLong.empty(), without(fresh, missing));
  }

  /** Those of which the statement before found none, or made none. */
  private static List<Written> without(int[] changed, List<Written> named) {
    return IntStream.range(0, changed.length)
        .filter(n -> changed[n] == 0)
        .mapToObj(named::get)
        .toList();
  }

  /** A record is dozens of resources: statement by statement took longer than all the rest. */
  private int[] inOneGo(
      String sql, Delivery delivery, OptionalLong unseenOf, List<Written> written) {
    if (written.isEmpty()) {
      return new int[0];
    }
    var now = column(clock.instant());
    return batches.batchUpdate(
        sql,
        written.stream()
            .map(
                one ->
                    new MapSqlParameterSource()
                        .addValue("partner", delivery.partner())
                        .addValue("type", one.type())
                        .addValue("identifier", one.identifier())
                        .addValue("participant", delivery.participantId())
                        .addValue("id", one.id())
                        .addValue("version", one.version().orElse(null))
                        .addValue("kept", one.kept().orElse(null))
                        .addValue("unseenOf", unseenOf.isPresent() ? unseenOf.getAsLong() : null)
                        .addValue("now", now))
            .toArray(SqlParameterSource[]::new));
  }
}
