package org.warmhandoff.followup.subscription;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.followup.subscription.SubscriptionRow.SubscriptionState;

/** Our subscriptions at partners, and whether they are relied on. */
public final class JdbcSubscriptions {

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

  /** It was written, with what was good since the claim. */
  void written(String partner, String type, String digest, Instant ends) {
    db.sql(
            """
            update partner_subscription
               set former_sha256 = secret_sha256, secret_sha256 = :digest, ends_at = :ends
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
      String note,
      Instant due) {
    db.sql(
            """
            update partner_subscription
               set remote_id = :id, state = :state, unsure = false, next_sha256 = null,
                   due_at = :due, note = :note
             where partner = :partner and type = :type
            """)
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
  record SubscriptionRowKey(String partner, String type) {}

  /** The partner whose subscription brings that secret; by its digest, so in constant time. */
  public Optional<String> partnerOf(String digest) {
    return db.sql(
            """
            select distinct partner from partner_subscription
             where secret_sha256 = :digest or former_sha256 = :digest or next_sha256 = :digest
            """)
        .param("digest", digest)
        .query(String.class)
        .optional();
  }

  /** The partner has called: it is relied on again. Whether it was not before. */
  boolean called(String partner, Instant now) {
    var silent =
        db.sql("select count(*) from partner_subscription where partner = :partner and silent")
            .param("partner", partner)
            .query(Long.class)
            .single();
    db.sql(
            """
            update partner_subscription set called_at = :now, missed_at = null, silent = false
             where partner = :partner
            """)
        .param("now", column(now))
        .param("partner", partner)
        .update();
    return silent > 0;
  }

  /**
   * Something has changed there, and nobody has called since that look: if nobody does soon, the
   * subscription is not relied on.
   */
  public void missed(String partner, Instant lastLook, Instant now) {
    db.sql(
            """
            update partner_subscription set missed_at = :now
             where partner = :partner and state = 'ACTIVE' and missed_at is null and not silent
               and (called_at is null or called_at <= :look)
            """)
        .param("now", column(now))
        .param("partner", partner)
        .param("look", column(lastLook))
        .update();
  }

  /** Those of which something was missed before that are not relied on from now on; how many. */
  int silence(String partner, Instant before) {
    return db.sql(
            """
            update partner_subscription set silent = true, missed_at = null
             where partner = :partner and missed_at <= :before
            """)
        .param("partner", partner)
        .param("before", column(before))
        .update();
  }

  /**
   * Whether that partner tells what changes, so that it need not be asked so often: all that it
   * takes are there, it has called, and nothing was missed.
   */
  public boolean isReliedOn(String partner, Instant now) {
    return db.sql(
                """
                select count(*) from partner_subscription
                 where partner = :partner and state = 'ACTIVE' and not silent
                   and missed_at is null and called_at is not null and ends_at > :now
                   and not exists (select 1 from partner_subscription other
                                    where other.partner = :partner
                                      and other.state in ('NONE', 'REQUESTED'))
                """)
            .param("partner", partner)
            .param("now", column(now))
            .query(Long.class)
            .single()
        > 0;
  }
}
