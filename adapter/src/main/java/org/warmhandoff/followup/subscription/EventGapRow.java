package org.warmhandoff.followup.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
import org.warmhandoff.store.Times;

/**
 * Events that a subscription has not told of.
 *
 * @param remoteId of the subscription at the partner; empty where there is none any more
 * @param first the number of the first that is missing
 * @param last the number of the last that is missing
 * @param due when they are asked for
 */
record EventGapRow(
    SubscriptionRowKey key, Optional<String> remoteId, long first, long last, Instant due) {

  /** More are not asked for one by one. */
  private static final long MOST = 200;

  static EventGapRow of(ResultSet row, int n) throws SQLException {
    return new EventGapRow(
        new SubscriptionRowKey(row.getString("partner"), row.getString("type")),
        Optional.ofNullable(row.getString("remote_id")),
        row.getLong("gap_first"),
        row.getLong("gap_last"),
        Times.instant(row, "gap_due_at"));
  }

  /** What is asked for until then; empty where that is in vain. */
  Optional<EventGap> asked(Instant until) {
    return remoteId
        .filter(id -> last - first < MOST)
        .map(id -> new EventGap(key.partner(), key.type(), id, first, last, until));
  }
}
