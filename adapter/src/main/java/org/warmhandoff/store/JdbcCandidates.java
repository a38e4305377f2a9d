package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.Candidate;

/** Who of a partner's patients may be meant, as the last search found: for whoever decides. */
public final class JdbcCandidates {

  private static final int MOST = 20;

  private final JdbcClient db;
  private final Clock clock;

  /** The candidates in this database. */
  public JdbcCandidates(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Keeps these in place of those that were found before. */
  public void keep(String partner, String participantId, List<Candidate> candidates) {
    forget(partner, participantId);
    candidates.stream().limit(MOST).forEach(one -> insert(partner, participantId, one));
  }

  /** Nothing is to be decided any more. */
  void forget(String partner, String participantId) {
    db.sql("delete from candidate where partner = :partner and participant_id = :participant")
        .param("partner", partner)
        .param("participant", participantId)
        .update();
  }

  private void insert(String partner, String participantId, Candidate one) {
    db.sql(
            """
            insert into candidate
                   (partner, participant_id, patient, score, agrees, differs, found_at)
            values (:partner, :participant, :patient, :score, :agrees, :differs, :now)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .param("patient", one.patient())
        .param("score", one.score())
        .param("agrees", String.join(" ", one.agrees()))
        .param("differs", String.join(" ", one.differs()))
        .param("now", column(clock.instant()))
        .update();
  }

  /** Those that were found last, the best first. */
  public List<Candidate> of(String partner, String participantId) {
    return db.sql(
            """
            select * from candidate
             where partner = :partner and participant_id = :participant
             order by score desc, patient
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(
            (row, n) ->
                new Candidate(
                    row.getString("patient"),
                    row.getDouble("score"),
                    words(row.getString("agrees")),
                    words(row.getString("differs"))))
        .list();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
