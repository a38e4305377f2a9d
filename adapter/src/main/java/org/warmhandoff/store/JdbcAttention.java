package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/** What needs a hand. About one thing there is one open item at most; closed ones are kept. */
public final class JdbcAttention {

  private static final Logger log = LoggerFactory.getLogger(JdbcAttention.class);

  /** Something that a person should see, by ids only. */
  public record Item(
      long id,
      String reason,
      String partner,
      OptionalLong delivery,
      Optional<RecordKey> record,
      Priority priority,
      String note,
      Instant openedAt,
      Optional<String> seenBy,
      Optional<Instant> closedAt,
      Optional<String> closedBy) {}

  private final JdbcClient db;
  private final Clock clock;

  /** The items in this database. */
  public JdbcAttention(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  static String delivery(long id) {
    return "delivery/" + id;
  }

  static String partner(String name, String reason) {
    return "partner/" + name + "/" + reason;
  }

  /** Opens an item about a delivery, or gives the open one this reason. */
  void ofDelivery(Delivery delivery, String reason, String note) {
    var key = delivery.key();
    var opened = open(delivery(delivery.id()), delivery.partner(), reason, note);
    if (opened) {
      db.sql(
              """
              update attention
                 set delivery_id = :delivery, kind = :kind, record_id = :record,
                     version = :version, priority = :priority
               where open_subject = :subject
              """)
          .param("delivery", delivery.id())
          .param("kind", key.kind().word())
          .param("record", key.id())
          .param("version", key.version())
          .param("priority", delivery.priority().rank())
          .param("subject", delivery(delivery.id()))
          .update();
      log.warn("attention: {} to {}: {}: {}", key, delivery.partner(), reason, note);
    } else {
      db.sql("update attention set reason = :reason, note = :note where open_subject = :subject")
          .param("reason", reason)
          .param("note", note)
          .param("subject", delivery(delivery.id()))
          .update();
    }
  }

  /** Opens an item about a partner, or gives the one that is open for that reason this note. */
  public void ofPartner(String partner, String reason, String note) {
    if (open(partner(partner, reason), partner, reason, note)) {
      log.warn("attention: {}: {}: {}", partner, reason, note);
    } else {
      db.sql("update attention set note = :note where open_subject = :subject and note <> :note")
          .param("note", note)
          .param("subject", partner(partner, reason))
          .update();
    }
  }

  private boolean open(String subject, String partner, String reason, String note) {
    return db.sql(
                """
                insert into attention
                       (subject, open_subject, reason, partner, priority, note, opened_at)
                values (:subject, :subject, :reason, :partner, :priority, :note, :now)
                    on conflict do nothing
                """)
            .param("subject", subject)
            .param("reason", reason)
            .param("partner", partner)
            .param("priority", Priority.URGENT.rank())
            .param("note", note)
            .param("now", column(clock.instant()))
            .update()
        == 1;
  }

  /** Closes the open item about the subject, if there is one. */
  void close(String subject, String by) {
    db.sql(
            """
            update attention set open_subject = null, closed_at = :now, closed_by = :by
             where open_subject = :subject
            """)
        .param("now", column(clock.instant()))
        .param("by", by)
        .param("subject", subject)
        .update();
  }

  /**
   * Somebody has seen it, and it stays open until it is settled.
   *
   * @return false where there is no such open item
   */
  public boolean seen(long id, String by) {
    return db.sql(
                """
                update attention set seen_at = :now, seen_by = :by
                 where id = :id and closed_at is null
                """)
            .param("now", column(clock.instant()))
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Somebody has settled what an item is about, where the adapter cannot see that.
   *
   * @return false where there is no such open item
   */
  public boolean done(long id, String by) {
    return db.sql(
                """
                update attention set open_subject = null, closed_at = :now, closed_by = :by
                 where id = :id and open_subject is not null
                """)
            .param("now", column(clock.instant()))
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  /** What is open, the most urgent and the oldest first. */
  public List<Item> open(int limit) {
    return db.sql(
            """
            select * from attention where open_subject is not null
             order by priority, opened_at, id limit :limit
            """)
        .param("limit", limit)
        .query(JdbcAttention::item)
        .list();
  }

  /** The partners of which an item is open for that reason. */
  List<String> partnersWith(String reason) {
    return db.sql(
            "select partner from attention where open_subject is not null and reason = :reason")
        .param("reason", reason)
        .query(String.class)
        .list();
  }

  /** How many items are open. */
  public long count() {
    return db.sql("select count(*) from attention where open_subject is not null")
        .query(Long.class)
        .single();
  }

  private static Item item(ResultSet row, int n) throws SQLException {
    var delivery = row.getLong("delivery_id");
    var none = row.wasNull();
    return new Item(
        row.getLong("id"),
        row.getString("reason"),
        row.getString("partner"),
        none ? OptionalLong.empty() : OptionalLong.of(delivery),
        none ? Optional.empty() : Optional.of(record(row)),
        Priority.ofRank(row.getInt("priority")),
        row.getString("note"),
        Times.instant(row, "opened_at"),
        Optional.ofNullable(row.getString("seen_by")),
        Times.maybe(row, "closed_at"),
        Optional.ofNullable(row.getString("closed_by")));
  }

  private static RecordKey record(ResultSet row) throws SQLException {
    return new RecordKey(
        RecordKind.of(row.getString("kind")).orElseThrow(),
        row.getString("record_id"),
        row.getInt("version"));
  }
}
