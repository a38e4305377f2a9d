package org.warmhandoff.followup.subscription;

import static java.util.stream.Collectors.toSet;
import static org.warmhandoff.store.Times.column;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.followup.subscription.SubscriptionRow.SubscriptionState;

/** Our subscriptions at partners, and whether they are relied on. */
public final class JdbcSubscriptions {

  /** What partners answer in. */
  public static final List<String> TYPES = List.of("ServiceRequest", "Task");

  private static final String TASK = "Task";

  private final JdbcClient db;

  /** The subscriptions in this database. */
  public JdbcSubscriptions(JdbcClient db) {
    this.db = db;
  }

  /** There is to be one, from now on. */
  void ensure(String partner, String type, Instant now) {
    db.sql(
            """
            insert into partner_subscription
                   (partner, type, state, unsure, due_at, silent, note)
            values (:partner, :type, 'NONE', false, :now, false, 'not made yet')
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("type", type)
        .param("now", column(now))
        .update();
  }

  /** There is none any more. */
  void remove(String partner, String type) {
    db.sql("delete from partner_subscription where partner = :partner and type = :type")
        .param("partner", partner)
        .param("type", type)
        .update();
  }

  /** Whether anything is to be looked after at that partner. */
  boolean areThere(String partner) {
    return db.sql("select count(*) from partner_subscription where partner = :partner")
            .param("partner", partner)
            .query(Long.class)
            .single()
        > 0;
  }

  Optional<SubscriptionRow> find(SubscriptionRowKey key) {
    return db.sql("select * from partner_subscription where partner = :partner and type = :type")
        .param("partner", key.partner())
        .param("type", key.type())
        .query(SubscriptionRow::of)
        .optional();
  }

  /** Those at that partner that call though nothing has changed, and count what they tell of. */
  List<SubscriptionRow> counting(String partner) {
    return db.sql(
            """
            select * from partner_subscription
             where partner = :partner and state = 'ACTIVE' and heartbeat_seconds is not null
            """)
        .param("partner", partner)
        .query(SubscriptionRow::of)
        .list();
  }

  /**
   * That one was heard of, and has told of so many events since it began. Where it was not relied
   * on because nothing was heard of it, it is again.
   */
  void heard(SubscriptionRowKey key, long events, Instant now) {
    db.sql(
            """
            update partner_subscription
               set heard_at = :now, events = :events,
                   silent = case when unheard then false else silent end, unheard = false
             where partner = :partner and type = :type
            """)
        .param("now", column(now))
        .param("events", events)
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /** That one is not relied on from now on; whether it was. */
  boolean isSilenced(SubscriptionRowKey key) {
    return db.sql(
                """
                update partner_subscription set silent = true, unheard = true, missed_at = null
                 where partner = :partner and type = :type and not silent
                """)
            .param("partner", key.partner())
            .param("type", key.type())
            .update()
        == 1;
  }

  List<SubscriptionRow> due(String partner, Instant now) {
    return db.sql(
            """
            select * from partner_subscription
             where partner = :partner and due_at <= :now order by type
            """)
        .param("partner", partner)
        .param("now", column(now))
        .query(SubscriptionRow::of)
        .list();
  }

  /**
   * Of several nodes one looks after it. What it may write is good from now on, for a partner may
   * call before we have its answer.
   */
  boolean isClaimed(SubscriptionRow row, Instant until, String nextDigest) {
    return db.sql(
                """
                update partner_subscription
                   set due_at = :until, next_sha256 = :next, unsure = true
                 where partner = :partner and type = :type and due_at = :due
                """)
            .param("until", column(until))
            .param("next", nextDigest)
            .param("partner", row.partner())
            .param("type", row.type())
            .param("due", column(row.due()))
            .update()
        == 1;
  }

  /**
   * It was written, with what was good since the claim. Its events may be counted anew from now on:
   * what of those before is missing cannot be asked for.
   */
  void written(String partner, String type, String digest, Instant ends) {
    db.sql(
            """
            update partner_subscription
               set former_sha256 = secret_sha256, secret_sha256 = :digest, ends_at = :ends,
                   events = null, gap_first = null, gap_last = null, gap_due_at = null,
                   all_wanted =
                     case when gap_first is null then all_wanted else all_wanted + 1 end
             where partner = :partner and type = :type
            """)
        .param("digest", digest)
        .param("ends", column(ends))
        .param("partner", partner)
        .param("type", type)
        .update();
  }

  /** How it stands, which is known for sure, and when it is looked after again. */
  void stands(
      SubscriptionRowKey key,
      Optional<String> remoteId,
      SubscriptionState state,
      Optional<Duration> heartbeat,
      String note,
      Instant due,
      Instant now) {
    db.sql(
            """
            update partner_subscription
               set remote_id = :id, state = :state, unsure = false, next_sha256 = null,
                   due_at = :due, note = :note, heartbeat_seconds = :heartbeat,
                   heard_at = case when heard_at is null or state <> :state then :now
                                   else heard_at end
             where partner = :partner and type = :type
            """)
        .param("heartbeat", heartbeat.map(Duration::toSeconds).orElse(null))
        .param("now", column(now))
        .param("id", remoteId.orElse(null))
        .param("state", state.name())
        .param("due", column(due))
        .param("note", note)
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /** Nothing new is known of it; it is tried again then. */
  void later(SubscriptionRowKey key, boolean unsure, String note, Instant due) {
    db.sql(
            """
            update partner_subscription set unsure = :unsure, due_at = :due, note = :note
             where partner = :partner and type = :type
            """)
        .param("unsure", unsure)
        .param("due", column(due))
        .param("note", note)
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /** Which one is meant. */
  public record SubscriptionRowKey(String partner, String type) {}

  /** Whose subscription brings that secret; by its digest, so in constant time. */
  public Optional<SubscriptionRowKey> ownerOf(String digest) {
    return db.sql(
            """
            select partner, type from partner_subscription
             where secret_sha256 = :digest or former_sha256 = :digest or next_sha256 = :digest
            """)
        .param("digest", digest)
        .query((row, n) -> new SubscriptionRowKey(row.getString(1), row.getString(2)))
        .optional();
  }

  /** That one has called: it is relied on again. */
  void called(SubscriptionRowKey key, Instant now) {
    db.sql(
            """
            update partner_subscription
               set called_at = :now, heard_at = :now, missed_at = null, silent = false,
                   unheard = false
             where partner = :partner and type = :type
            """)
        .param("now", column(now))
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /** Whether one of that partner's is not relied on. */
  boolean isOneSilent(String partner) {
    return db.sql("select count(*) from partner_subscription where partner = :partner and silent")
            .param("partner", partner)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Something has changed there, and nobody has called since that look: if nobody does soon, the
   * subscription is not relied on.
   */
  public void missed(SubscriptionRowKey key, Instant lastLook, Instant now) {
    db.sql(
            """
            update partner_subscription set missed_at = :now
             where partner = :partner and type = :type and state = 'ACTIVE'
               and missed_at is null and not silent
               and (called_at is null or called_at <= :look)
            """)
        .param("now", column(now))
        .param("partner", key.partner())
        .param("type", key.type())
        .param("look", column(lastLook))
        .update();
  }

  /** Those of which something was missed before that are not relied on from now on; how many. */
  int silence(String partner, Instant before) {
    return db.sql(
            """
            update partner_subscription set silent = true, unheard = false, missed_at = null
             where partner = :partner and missed_at <= :before
            """)
        .param("partner", partner)
        .param("before", column(before))
        .update();
  }

  /**
   * Whether that partner tells what changes of all these types, so that it need not be asked so
   * often: each is there, nothing of it was missed, and it has called. Where there are tasks it is
   * these that it must have called about, for in them it answers.
   */
  public boolean isReliedOn(String partner, Set<String> types, Instant now) {
    var working =
        db.sql(
                """
                select type, called_at from partner_subscription
                 where partner = :partner and state = 'ACTIVE' and not silent
                   and missed_at is null and ends_at > :now
                """)
            .param("partner", partner)
            .param("now", column(now))
            .query((row, n) -> new WorkingType(row.getString(1), row.getObject(2) != null))
            .list();
    var answers = types.contains(TASK) ? Set.of(TASK) : types;
    return !types.isEmpty()
        && working.stream().map(WorkingType::type).collect(toSet()).containsAll(types)
        && working.stream().anyMatch(one -> one.hasCalled() && answers.contains(one.type()));
  }

  private record WorkingType(String type, boolean hasCalled) {}
}
