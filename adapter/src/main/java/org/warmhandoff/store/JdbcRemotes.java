package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Written;
import org.warmhandoff.partner.Remotes;

/** Our resources as partners name them, with the versions that we last saw there. */
public final class JdbcRemotes implements Remotes {

  private final JdbcClient db;
  private final Clock clock;

  /** The ledger of remote ids in this database. */
  public JdbcRemotes(JdbcClient db, Clock clock) {
    this.db = db;
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
    written.stream().filter(one -> !one.identifier().isEmpty()).forEach(one -> keep(delivery, one));
  }

  private void keep(Delivery delivery, Written one) {
    if (!update(delivery, one)) {
      db.sql(
              """
              insert into remote_resource
                     (partner, type, identifier, participant_id, remote_id, remote_version,
                      written_at)
              values (:partner, :type, :identifier, :participant, :id, :version, :now)
                  on conflict do nothing
              """)
          .param("partner", delivery.partner())
          .param("type", one.type())
          .param("identifier", one.identifier())
          .param("participant", delivery.participantId())
          .param("id", one.id())
          .param("version", one.version().orElse(null))
          .param("now", column(clock.instant()))
          .update();
    }
  }

  private boolean update(Delivery delivery, Written one) {
    return db.sql(
                """
                update remote_resource
                   set participant_id = :participant, remote_id = :id, remote_version = :version,
                       written_at = :now
                 where partner = :partner and type = :type and identifier = :identifier
                """)
            .param("participant", delivery.participantId())
            .param("id", one.id())
            .param("version", one.version().orElse(null))
            .param("now", column(clock.instant()))
            .param("partner", delivery.partner())
            .param("type", one.type())
            .param("identifier", one.identifier())
            .update()
        == 1;
  }
}
