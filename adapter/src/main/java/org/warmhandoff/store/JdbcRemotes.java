package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Written;
import org.warmhandoff.partner.Remotes;

/** Our resources as partners name them, with the versions that we last saw there. */
public final class JdbcRemotes implements Remotes {

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
  public Optional<Written> find(String partner, String type, String identifier) {
    return db.sql(
            """
            select remote_id, remote_version from remote_resource
             where partner = :partner and type = :type and identifier = :identifier
            """)
        .param("partner", partner)
        .param("type", type)
        .param("identifier", identifier)
        .query(
            (row, n) ->
                new Written(
                    type,
                    identifier,
                    row.getString("remote_id"),
                    Optional.ofNullable(row.getString("remote_version"))))
        .optional();
  }

  /** Keeps what was written. Part of the settling's transaction, in which the lane is held. */
  void keep(Delivery delivery, List<Written> written) {
    var named = written.stream().filter(one -> !one.identifier().isEmpty()).toList();
    var fresh =
        inOneGo(
            """
            insert into remote_resource
                   (partner, type, identifier, participant_id, remote_id, remote_version,
                    written_at)
            values (:partner, :type, :identifier, :participant, :id, :version, :now)
                on conflict do nothing
            """,
            delivery,
            named);
    var known = IntStream.range(0, fresh.length).filter(n -> fresh[n] == 0).mapToObj(named::get);
    inOneGo(
        """
        update remote_resource
           set participant_id = :participant, remote_id = :id, remote_version = :version,
               written_at = :now
         where partner = :partner and type = :type and identifier = :identifier
        """,
        delivery,
        known.toList());
  }

  /** A record is dozens of resources: statement by statement took longer than all the rest. */
  private int[] inOneGo(String sql, Delivery delivery, List<Written> written) {
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
                        .addValue("now", now))
            .toArray(SqlParameterSource[]::new));
  }
}
