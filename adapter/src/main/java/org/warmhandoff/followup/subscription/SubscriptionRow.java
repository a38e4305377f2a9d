package org.warmhandoff.followup.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.store.Times;

/**
 * A subscription of ours at a partner, as it is known here.
 *
 * @param unsure whether it may have been written with a secret that was not kept
 */
record SubscriptionRow(
    String partner,
    String type,
    Optional<String> remoteId,
    SubscriptionState state,
    boolean unsure,
    Optional<Instant> ends,
    Instant due) {

  /** What is known of it. */
  enum SubscriptionState {
    /** It is not made yet. */
    NONE,
    /** It is made, and the partner does not say that it calls. */
    REQUESTED,
    /** The partner says that it calls. */
    ACTIVE,
    /** The partner takes none of this type. */
    NOT_OFFERED
  }

  static SubscriptionRow of(ResultSet row, int n) throws SQLException {
    return new SubscriptionRow(
        row.getString("partner"),
        row.getString("type"),
        Optional.ofNullable(row.getString("remote_id")),
        SubscriptionState.valueOf(row.getString("state")),
        row.getBoolean("unsure"),
        Times.maybe(row, "ends_at"),
        Times.instant(row, "due_at"));
  }
}
