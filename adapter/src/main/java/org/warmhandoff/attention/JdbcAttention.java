package org.warmhandoff.attention;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.store.RecordColumns;
import org.warmhandoff.store.Times;

/** What needs a hand. About one thing there is one open item at most; closed ones are kept. */
public final class JdbcAttention {

  private static final Logger log = LoggerFactory.getLogger(JdbcAttention.class);

  /** Something that a person should see, by ids only. */
  public record OpenItem(
      long id,
      AttentionReason reason,
      Optional<String> partner,
      Optional<String> participant,
      OptionalLong delivery,
      Optional<RecordKey> record,
      Priority priority,
      String note,
      Instant openedAt,
      Optional<String> seenBy,
      Optional<Instant> closedAt,
      Optional<String> closedBy) {

    /** What it is about, by ids: the record, the participant, the partner, as far as there are. */
    String about() {
      return Stream.of(
              record().map(RecordKey::toString),
              participant().map("of "::concat),
              partner().map("at "::concat))
          .flatMap(Optional::stream)
          .collect(joining(" "));
    }
  }

  private static final int LONGEST_NOTE = 300;

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final EventLog events;
  private final Clock clock;

  /** The items in this database. */
  public JdbcAttention(JdbcClient db, TransactionTemplate transaction, Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.events = new EventLog(db, clock);
    this.clock = clock;
  }

  /** Opens an item about a delivery, or gives the open one this reason; it is told at once. */
  public void ofDelivery(Delivery delivery, AttentionReason reason, String note) {
    open(
        Concern.of(reason, note)
            .delivery(delivery.id(), delivery.key(), delivery.priority())
            .at(delivery.partner(), delivery.participantId()));
  }

  /** Opens an item about a partner, or gives the one that is open for that reason this note. */
  public void ofPartner(String partner, AttentionReason reason, String note) {
    open(Concern.of(reason, note).partner(partner));
  }

  /** Opens an item, or gives the open one about the same thing this reason and note. */
  public void open(Concern concern) {
    if (changes(concern)) {
      return;
    }
    if (insert(concern, clock.instant())) {
      notifyDue();
    } else {
      changes(concern); // somebody opened it in between
    }
  }

  /** Gives the open item about the same thing this reason and note; opens none. */
  public void renew(Concern concern) {
    changes(concern);
  }

  /** Whether there was one that is open. */
  private boolean changes(Concern concern) {
    return Boolean.TRUE.equals(transaction.execute(tx -> change(concern)));
  }

  /** What is told already, and needs a person for another reason, is told once more. */
  private boolean change(Concern concern) {
    var before = held(concern.subject());
    before.ifPresent(
        item -> {
          update(concern);
          if (item.told() && !item.reason().equals(concern.reason().word())) {
            events.ofAttention(EventType.ATTENTION_CHANGED, item.id());
          }
        });
    return before.isPresent();
  }

  private record HeldItem(long id, boolean told, String reason) {}

  /** The open item about that, which nobody else changes until the transaction ends. */
  private Optional<HeldItem> held(String subject) {
    return db.sql("select id, told, reason from attention where open_subject = :subject for update")
        .param("subject", subject)
        .query(
            (row, n) ->
                new HeldItem(row.getLong("id"), row.getBoolean("told"), row.getString("reason")))
        .optional();
  }

  private void update(Concern concern) {
    db.sql(
            """
            update attention set reason = :reason, note = :note, version = :version
             where open_subject = :subject
            """)
        .param("reason", concern.reason().word())
        .param("note", cut(concern.note()))
        .param("version", concern.record().map(RecordKey::version).orElse(null))
        .param("subject", concern.subject())
        .update();
  }

  private boolean insert(Concern concern, Instant now) {
    var notifyAt = now.plus(concern.patience());
    return db.sql(
                """
                insert into attention
                       (subject, open_subject, reason, partner, participant_id, delivery_id, kind,
                        record_id, version, priority, note, opened_at, tell_at, told)
                values (:subject, :subject, :reason, :partner, :participant, :delivery, :kind,
                        :record, :version, :priority, :note, :now, :notifyAt, false)
                    on conflict do nothing
                """)
            .param("subject", concern.subject())
            .param("reason", concern.reason().word())
            .param("partner", concern.partner().orElse(null))
            .param("participant", concern.participant().orElse(null))
            .param(
                "delivery", concern.delivery().isPresent() ? concern.delivery().getAsLong() : null)
            .param("kind", concern.record().map(key -> key.kind().word()).orElse(null))
            .param("record", concern.record().map(RecordKey::id).orElse(null))
            .param("version", concern.record().map(RecordKey::version).orElse(null))
            .param("priority", concern.priority().rank())
            .param("note", cut(concern.note()))
            .param("now", column(now))
            .param("notifyAt", column(notifyAt))
            .update()
        == 1;
  }

  /** However long it is, what it is about must be told. */
  private static String cut(String note) {
    return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 3) + "...";
  }

  /** Tells, once, of what is open and has waited for long enough. */
  public void notifyDue() {
    for (var item : due()) {
      if (Boolean.TRUE.equals(transaction.execute(tx -> isFirst(item.id())))) {
        log.warn("attention {}: {}: {}", item.about(), item.reason().word(), item.note());
      }
    }
  }

  private boolean isFirst(long id) {
    var first =
        db.sql("update attention set told = true where id = :id and told = false")
                .param("id", id)
                .update()
            == 1;
    if (first) {
      events.ofAttention(EventType.ATTENTION_OPENED, id);
    }
    return first;
  }

  private List<OpenItem> due() {
    return db.sql(
            """
            select * from attention
             where told = false and tell_at <= :now and closed_at is null
             order by tell_at, id limit 1000
            """)
        .param("now", column(clock.instant()))
        .query(JdbcAttention::item)
        .list();
  }

  /** Closes the open item about the subject, if there is one. */
  public void close(String subject, String by) {
    db.sql("select id from attention where open_subject = :subject")
        .param("subject", subject)
        .query(Long.class)
        .optional()
        .ifPresent(id -> done(id, by));
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
    return Boolean.TRUE.equals(transaction.execute(tx -> isClosed(id, by)));
  }

  /** Of what nobody was told, nobody needs to hear that it is over. */
  private boolean isClosed(long id, String by) {
    var open =
        db.sql(
                    """
                    update attention set open_subject = null, closed_at = :now, closed_by = :by
                     where id = :id and closed_at is null
                    """)
                .param("now", column(clock.instant()))
                .param("by", by)
                .param("id", id)
                .update()
            == 1;
    if (open && wasTold(id)) {
      events.ofAttention(EventType.ATTENTION_CLOSED, id);
    }
    return open;
  }

  private boolean wasTold(long id) {
    return db.sql("select told from attention where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** What is open and to be told, the most urgent and the oldest first. */
  public List<OpenItem> open(int limit) {
    return db.sql(
            """
            select * from attention where closed_at is null and tell_at <= :now
             order by priority, opened_at, id limit :limit
            """)
        .param("now", column(clock.instant()))
        .param("limit", limit)
        .query(JdbcAttention::item)
        .list();
  }

  /** The partners of which an item is open for that reason. */
  List<String> partnersWith(AttentionReason reason) {
    return db.sql("select partner from attention where closed_at is null and reason = :reason")
        .param("reason", reason.word())
        .query(String.class)
        .list();
  }

  /** How many items are open and to be told. */
  public long count() {
    return db.sql("select count(*) from attention where closed_at is null and tell_at <= :now")
        .param("now", column(clock.instant()))
        .query(Long.class)
        .single();
  }

  /** How many of these are open for that reason. */
  public long count(AttentionReason reason) {
    return db.sql(
            """
            select count(*) from attention
             where closed_at is null and tell_at <= :now and reason = :reason
            """)
        .param("now", column(clock.instant()))
        .param("reason", reason.word())
        .query(Long.class)
        .single();
  }

  /** Whether an item about that is open for that reason, told or not yet. */
  public boolean isOpen(String subject, AttentionReason reason) {
    return db.sql(
                "select count(*) from attention where open_subject = :subject and reason = :reason")
            .param("subject", subject)
            .param("reason", reason.word())
            .query(Integer.class)
            .single()
        == 1;
  }

  /** The subjects of what is open for that reason, told or not yet. */
  public List<String> subjects(AttentionReason reason) {
    return db.sql("select subject from attention where closed_at is null and reason = :reason")
        .param("reason", reason.word())
        .query(String.class)
        .list();
  }

  private static OpenItem item(ResultSet row, int n) throws SQLException {
    var delivery = row.getLong("delivery_id");
    var none = row.wasNull();
    return new OpenItem(
        row.getLong("id"),
        AttentionReason.of(row.getString("reason")),
        Optional.ofNullable(row.getString("partner")),
        Optional.ofNullable(row.getString("participant_id")),
        none ? OptionalLong.empty() : OptionalLong.of(delivery),
        Optional.ofNullable(row.getString("kind")).isPresent()
            ? Optional.of(RecordColumns.key(row))
            : Optional.empty(),
        Priority.ofRank(row.getInt("priority")),
        row.getString("note"),
        Times.instant(row, "opened_at"),
        Optional.ofNullable(row.getString("seen_by")),
        Times.maybe(row, "closed_at"),
        Optional.ofNullable(row.getString("closed_by")));
  }
}
