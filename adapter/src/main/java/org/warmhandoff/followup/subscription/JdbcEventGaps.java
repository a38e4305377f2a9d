package org.warmhandoff.followup.subscription;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;

/**
 * What subscriptions have counted and not told of. It stands here from the moment on from which
 * their numbers are gone by until what they were about is due, whoever dies in between.
 */
public final class JdbcEventGaps {

  private final JdbcClient db;

  /** The gaps in this database. */
  public JdbcEventGaps(JdbcClient db) {
    this.db = db;
  }

  /** These are missing, beside what was before. Part of the transaction that counts on. */
  void missing(SubscriptionRowKey key, long first, long last, Instant now) {
    db.sql(
            """
            update partner_subscription
               set gap_first = case when gap_first < :first then gap_first else :first end,
                   gap_last = case when gap_last > :last then gap_last else :last end,
                   gap_due_at = coalesce(gap_due_at, :now)
             where partner = :partner and type = :type
            """)
        .param("first", first)
        .param("last", last)
        .param("now", column(now))
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /** Those at that partner that are to be asked for. */
  List<EventGapRow> due(String partner, Instant now) {
    return db.sql(
            """
            select * from partner_subscription
             where partner = :partner and gap_due_at <= :now order by type
            """)
        .param("partner", partner)
        .param("now", column(now))
        .query(EventGapRow::of)
        .list();
  }

  /** Of several nodes one asks for them. */
  boolean isClaimed(EventGapRow row, Instant until) {
    return db.sql(
                """
                update partner_subscription set gap_due_at = :until
                 where partner = :partner and type = :type and gap_due_at = :due
                """)
            .param("until", column(until))
            .param("partner", row.key().partner())
            .param("type", row.key().type())
            .param("due", column(row.due()))
            .update()
        == 1;
  }

  /**
   * What these were about is known, unless somebody else asks by now, or the subscription has begun
   * anew. What is missing beside them is asked for next.
   */
  void closed(EventGap gap, Instant now) {
    db.sql(
            """
            update partner_subscription
               set gap_first = case when gap_last > :last then :next end,
                   gap_due_at = case when gap_last > :last then :now end,
                   gap_last = case when gap_last > :last then gap_last end
             where partner = :partner and type = :type and gap_due_at = :until
               and gap_first >= :first
            """)
        .param("first", gap.first())
        .param("last", gap.last())
        .param("next", gap.last() + 1)
        .param("now", column(now))
        .param("partner", gap.partner())
        .param("type", gap.type())
        .param("until", column(gap.until()))
        .update();
  }

  /** What is missing is not asked for any more: all that is open there is to be looked at. */
  void lookAtAll(SubscriptionRowKey key) {
    db.sql(
            """
            update partner_subscription
               set all_wanted = all_wanted + 1,
                   gap_first = null, gap_last = null, gap_due_at = null
             where partner = :partner and type = :type
            """)
        .param("partner", key.partner())
        .param("type", key.type())
        .update();
  }

  /**
   * That something was missed, so that all that is open at a partner is to be looked at.
   *
   * @param wanted how often that was by now
   */
  record AllWanted(SubscriptionRowKey key, long wanted) {}

  /** What was missed at that partner so that all that is open is to be looked at. */
  List<AllWanted> allWanted(String partner) {
    return db.sql(
            """
            select partner, type, all_wanted from partner_subscription
             where partner = :partner and all_wanted > all_looked order by type
            """)
        .param("partner", partner)
        .query(
            (row, n) ->
                new AllWanted(
                    new SubscriptionRowKey(row.getString(1), row.getString(2)), row.getLong(3)))
        .list();
  }

  /** All that is open is looked at because of that. Part of the transaction that makes it due. */
  void allLooked(AllWanted done) {
    db.sql(
            """
            update partner_subscription set all_looked = :wanted
             where partner = :partner and type = :type and all_looked < :wanted
            """)
        .param("wanted", done.wanted())
        .param("partner", done.key().partner())
        .param("type", done.key().type())
        .update();
  }
}
