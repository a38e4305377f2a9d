package org.warmhandoff.events.log;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.warmhandoff.record.RecordKey;

/**
 * Writes down what the program is told, in the transaction that makes it so: both are there, or
 * neither. By ids only.
 */
public final class EventLog {

  private final JdbcClient db;
  private final Clock clock;

  /** The events in this database. */
  public EventLog(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Something became of that delivery. Part of a transaction. */
  public void ofDelivery(EventType type, long delivery) {
    event(
            """
            insert into cloud_event (type, at, participant_id, partner, kind, record_id,
                                     version, delivery_id)
            select :type, :at, participant_id, partner, kind, record_id, version, id
              from delivery where id = :delivery
            """,
            type)
        .param("delivery", delivery)
        .update();
  }

  /** Something became of the delivery of that version to that partner. Part of a transaction. */
  public void ofDelivery(EventType type, String partner, RecordKey key) {
    event(
            """
            insert into cloud_event (type, at, participant_id, partner, kind, record_id,
                                     version, delivery_id)
            select :type, :at, participant_id, partner, kind, record_id, version, id
              from delivery
             where partner = :partner and kind = :kind and record_id = :record
               and version = :version
            """,
            type)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("record", key.id())
        .param("version", key.version())
        .update();
  }

  /** Something became of a referral at that partner. Part of a transaction. */
  public void ofReferral(EventType type, String partner, RecordKey key, String participantId) {
    event(
            """
            insert into cloud_event (type, at, participant_id, partner, kind, record_id,
                                     version)
            values (:type, :at, :participant, :partner, :kind, :record, :version)
            """,
            type)
        .param("participant", participantId)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("record", key.id())
        .param("version", key.version())
        .update();
  }

  /** It was decided who a participant is at that partner. Part of a transaction. */
  public void ofMatch(EventType type, String partner, String participantId) {
    event(
            """
            insert into cloud_event (type, at, participant_id, partner)
            values (:type, :at, :participant, :partner)
            """,
            type)
        .param("participant", participantId)
        .param("partner", partner)
        .update();
  }

  /** Something became of that item of attention. Part of a transaction. */
  public void ofAttention(EventType type, long item) {
    event(
            """
            insert into cloud_event (type, at, participant_id, partner, kind, record_id,
                                     version, delivery_id, attention_id, reason)
            select :type, :at, participant_id, partner, kind, record_id, version,
                   delivery_id, id, reason
              from attention where id = :item
            """,
            type)
        .param("item", item)
        .update();
  }

  private StatementSpec event(String sql, EventType type) {
    return db.sql(sql)
        .param("type", type.word())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC));
  }
}
