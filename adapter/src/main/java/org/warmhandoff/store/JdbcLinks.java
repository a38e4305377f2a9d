package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.match.Links;

/** Links kept in one table. */
public final class JdbcLinks implements Links {

  private final JdbcClient db;
  private final Clock clock;

  /** The links in this database. */
  public JdbcLinks(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  @Override
  public Optional<Link> find(String partner, String participantId) {
    return db.sql(
            """
            select patient, how from link
             where partner = :partner and participant_id = :participant
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(
            (row, n) -> new Link(row.getString("patient"), Link.How.valueOf(row.getString("how"))))
        .optional();
  }

  @Override
  public void keep(String partner, String participantId, Link link) {
    db.sql(
            """
            insert into link (partner, participant_id, patient, how, made_at)
            values (:partner, :participant, :patient, :how, :now)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .param("patient", link.patient())
        .param("how", link.how().name())
        .param("now", column(clock.instant()))
        .update();
  }
}
