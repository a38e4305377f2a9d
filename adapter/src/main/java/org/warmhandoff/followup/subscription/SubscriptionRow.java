package org.warmhandoff.followup.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.warmhandoff.store.Times;

/**
 * A subscription of ours at a partner, as it is known here.
 *
 * @param unsure whether it may have been written with a secret that was not kept
 * @param heartbeat how often it calls though nothing has changed; empty where it does not
 * @param heard when it was heard of last, or since when it stands so
 * @param events how many it has told of since it began, as it says; empty where it does not say
 */
record SubscriptionRow(
    String partner,
    String type,
    Optional<String> remoteId,
    SubscriptionState state,
    boolean unsure,
    Optional<Instant> ends,
    Instant due,
    Optional<Duration> heartbeat,
    Optional<Instant> heard,
    OptionalLong events) {

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
        Times.instant(row, "due_at"),
        heartbeat(row),
        Times.maybe(row, "heard_at"),
        events(row));
  }

  private static Optional<Duration> heartbeat(ResultSet row) throws SQLException {
    var seconds = row.getInt("heartbeat_seconds");
    return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /** Whether it promises more: a call may come late, or get lost, and the next one come. */
  boolean isOverdue(Instant now) {
    return heartbeat
        .flatMap(every -> heard.map(last -> last.plus(every.multipliedBy(2))))
        .filter(now::isAfter)
        .isPresent();
  }

  private static OptionalLong events(ResultSet row) throws SQLException {
    var events = row.getLong("events");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(events);
  }
}
