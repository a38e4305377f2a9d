package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Links;

/** Links kept in one table, and every decision on them in another. */
public final class JdbcLinks implements Links {

  /** A decision, or that one was undone. */
  public record Event(Instant at, String what, Link link, String by) {

    /** Whether somebody decided it, and it was not found out by the adapter. */
    public boolean wasDecided() {
      return !by.equals(ADAPTER);
    }
  }

  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(5);
  private static final String ADAPTER = "the adapter";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final EventLog events;
  private final Clock clock;

  /** The links in this database. */
  public JdbcLinks(JdbcClient db, TransactionTemplate transaction, Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.events = new EventLog(db, clock);
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
    transaction.executeWithoutResult(
        tx -> {
          if (insert(partner, participantId, link)) {
            event(partner, participantId, "linked", link, ADAPTER);
          }
        });
  }

  @Override
  public boolean isDueForACheck(String partner, String participantId) {
    return db.sql(
                """
                select count(*) from link
                 where partner = :partner and participant_id = :participant
                   and coalesce(checked_at, made_at) < :before
                """)
            .param("before", column(clock.instant().minus(BETWEEN_CHECKS)))
            .param("partner", partner)
            .param("participant", participantId)
            .query(Long.class)
            .single()
        == 1;
  }

  @Override
  public void checked(String partner, String participantId) {
    db.sql(
            """
            update link set checked_at = :now
             where partner = :partner and participant_id = :participant
            """)
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .param("participant", participantId)
        .update();
  }

  @Override
  public void follow(String partner, String participantId, Link merged) {
    transaction.executeWithoutResult(
        tx -> {
          remove(partner, participantId, ADAPTER);
          insert(partner, participantId, merged);
          event(partner, participantId, "linked", merged, ADAPTER);
        });
  }

  @Override
  public void undo(String partner, String participantId) {
    undo(partner, participantId, ADAPTER);
  }

  /**
   * A person decides, whatever was decided before.
   *
   * @param by who decides
   */
  public void decide(String partner, String participantId, String patient, String by) {
    transaction.executeWithoutResult(
        tx -> {
          var link = new Link(patient, Link.How.PERSON);
          remove(partner, participantId, by);
          insert(partner, participantId, link);
          event(partner, participantId, "linked", link, by);
          events.ofMatch(EventType.MATCH_DECIDED, partner, participantId);
        });
  }

  /**
   * Undoes a decision: the participant is looked for again.
   *
   * @return whether there was one
   */
  public boolean undo(String partner, String participantId, String by) {
    return Boolean.TRUE.equals(transaction.execute(tx -> isUndone(partner, participantId, by)));
  }

  private boolean isUndone(String partner, String participantId, String by) {
    var removed = remove(partner, participantId, by);
    if (removed) {
      events.ofMatch(EventType.MATCH_UNDONE, partner, participantId);
    }
    return removed;
  }

  private boolean remove(String partner, String participantId, String by) {
    var link = find(partner, participantId);
    link.ifPresent(
        one -> {
          db.sql("delete from link where partner = :partner and participant_id = :participant")
              .param("partner", partner)
              .param("participant", participantId)
              .update();
          event(partner, participantId, "unlinked", one, by);
        });
    return link.isPresent();
  }

  private boolean insert(String partner, String participantId, Link link) {
    return db.sql(
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
            .update()
        == 1;
  }

  private void event(String partner, String participantId, String what, Link link, String by) {
    db.sql(
            """
            insert into link_event (at, partner, participant_id, what, patient, how, decided_by)
            values (:now, :partner, :participant, :what, :patient, :how, :by)
            """)
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .param("participant", participantId)
        .param("what", what)
        .param("patient", link.patient())
        .param("how", link.how().name())
        .param("by", by)
        .update();
  }

  /** Every decision on the participant at that partner, in order. */
  public List<Event> events(String partner, String participantId) {
    return db.sql(
            """
            select * from link_event
             where partner = :partner and participant_id = :participant order by seq
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(
            (row, n) ->
                new Event(
                    Times.instant(row, "at"),
                    row.getString("what"),
                    new Link(row.getString("patient"), Link.How.valueOf(row.getString("how"))),
                    row.getString("decided_by")))
        .list();
  }
}
