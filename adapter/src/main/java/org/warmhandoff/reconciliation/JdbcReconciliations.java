package org.warmhandoff.reconciliation;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.holdings.Discrepancy;

/** The reconciliations that were asked for, and how far each has come. */
public final class JdbcReconciliations {

  private final JdbcClient db;

  /** The reconciliations in this database. */
  public JdbcReconciliations(JdbcClient db) {
    this.db = db;
  }

  /**
   * Begins one; it is due at once.
   *
   * @param participant the one that it is about; empty for all
   * @param night of which it is the nightly one; of a night there is one
   * @param reached what an earlier one has looked at already
   * @return its number; empty where that night's has begun already
   */
  Optional<Long> begin(
      String partner,
      Optional<String> participant,
      String by,
      Optional<LocalDate> night,
      String reached,
      int participants,
      Instant now) {
    var fresh =
        db.sql(
                """
                insert into reconciliation
                       (partner, participant_id, asked_by, night, begun_at, due_at, reached,
                        participants, looked_at, requests, unseen, note)
                values (:partner, :participant, :by, :night, :now, :now, :reached, :participants,
                        0, 0, '', 'not begun yet')
                    on conflict do nothing
                """)
            .param("partner", partner)
            .param("participant", participant.orElse(null))
            .param("by", by)
            .param("night", night.orElse(null))
            .param("now", column(now))
            .param("reached", reached)
            .param("participants", participants)
            .update();
    return fresh == 1
        ? db.sql("select max(id) from reconciliation where partner = :partner and asked_by = :by")
            .param("partner", partner)
            .param("by", by)
            .query(Long.class)
            .optional()
        : Optional.empty();
  }

  /** The last one of all participants of a partner, of the nightly ones or of the others. */
  Optional<RunRow> last(String partner, boolean nightly) {
    return db.sql(
            """
            select * from reconciliation
             where partner = :partner and participant_id is null
               and (night is not null) = :nightly
             order by id desc limit 1
            """)
        .param("partner", partner)
        .param("nightly", nightly)
        .query(RunRow::of)
        .optional();
  }

  /**
   * Takes the oldest that goes on and is due.
   *
   * @param until when it falls due again where nothing comes of it
   */
  Optional<RunRow> claim(String partner, Instant now, Instant until) {
    return db.sql(
            """
            select * from reconciliation where partner = :partner and due_at <= :now
             order by due_at, id limit 1
            """)
        .param("partner", partner)
        .param("now", column(now))
        .query(RunRow::of)
        .optional()
        .filter(run -> isClaimed(run, until));
  }

  /** Of several nodes one. */
  private boolean isClaimed(RunRow run, Instant until) {
    return db.sql("update reconciliation set due_at = :until where id = :id and due_at = :due")
            .param("until", column(until))
            .param("id", run.id())
            .param("due", column(run.due().orElseThrow()))
            .update()
        == 1;
  }

  /** That one, which nobody else changes until the transaction ends. */
  Optional<RunRow> hold(long id) {
    return db.sql("select * from reconciliation where id = :id for update")
        .param("id", id)
        .query(RunRow::of)
        .optional();
  }

  /** One participant was looked at. Part of the transaction that holds it. */
  void lookedAt(RunRow run, String participant, int requests, List<String> unseen, Instant now) {
    goesOn(run, participant, 1, requests, unseen, run.noted("goes on"), now);
  }

  /** One participant could not be looked at, though others may be: the next one's turn it is. */
  void notLookedAt(RunRow run, String participant, Set<String> unseen, String why, Instant now) {
    goesOn(run, participant, 0, 0, unseen, run.notedWithout(participant, why), now);
  }

  private void goesOn(
      RunRow run,
      String participant,
      int lookedAt,
      int requests,
      Collection<String> unseen,
      String note,
      Instant now) {
    var all = new TreeSet<>(run.unseen());
    all.addAll(unseen);
    db.sql(
            """
            update reconciliation
               set reached = :reached, looked_at = looked_at + :lookedAt,
                   requests = requests + :requests, unseen = :unseen, due_at = :now, note = :note
             where id = :id
            """)
        .param("reached", participant)
        .param("lookedAt", lookedAt)
        .param("requests", requests)
        .param("unseen", String.join(" ", all))
        .param("now", column(now))
        .param("note", note)
        .param("id", run.id())
        .update();
  }

  /** It goes on later. */
  void waits(RunRow run, String note, Instant due) {
    db.sql("update reconciliation set due_at = :due, note = :note where id = :id")
        .param("due", column(due))
        .param("note", run.noted(note))
        .param("id", run.id())
        .update();
  }

  /** It is over. */
  void end(long id, String note, Instant now) {
    db.sql(
            """
            update reconciliation set ended_at = :now, due_at = null, note = :note
             where id = :id and ended_at is null
            """)
        .param("now", column(now))
        .param("note", note)
        .param("id", id)
        .update();
  }

  /** The one of that number. */
  public Optional<RunRow> one(long id) {
    return db.sql("select * from reconciliation where id = :id")
        .param("id", id)
        .query(RunRow::of)
        .optional();
  }

  /**
   * The newest, at most so many.
   *
   * @param after only those that were asked for before the one of that number; 0 for all
   */
  public List<RunRow> newest(long after, int most) {
    return db.sql(
            """
            select * from reconciliation where :after = 0 or id < :after
             order by id desc limit :most
            """)
        .param("after", after)
        .param("most", most)
        .query(RunRow::of)
        .list();
  }

  /**
   * What the program accepts of a partner's changes, until it is written anew.
   *
   * @param what was found changed
   * @param version that is there now
   */
  void accept(String partner, Discrepancy what, String version, Instant now) {
    db.sql(
            """
            delete from accepted_change
             where partner = :partner and type = :type and identifier = :identifier
            """)
        .param("partner", partner)
        .param("type", what.type())
        .param("identifier", what.identifier())
        .update();
    db.sql(
            """
            insert into accepted_change
                   (partner, type, identifier, remote_id, remote_version, kept_digest, accepted_at)
            values (:partner, :type, :identifier, :remote, :version, :digest, :now)
            """)
        .param("partner", partner)
        .param("type", what.type())
        .param("identifier", what.identifier())
        .param("remote", what.id())
        .param("version", version)
        .param("digest", what.digest().orElse(null))
        .param("now", column(now))
        .update();
  }
}
