package org.warmhandoff.followup.changes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.Times;

/**
 * A search for what has changed at a partner, as it is known here.
 *
 * @param since from where on it is searched, by the partner's own clock; empty where that is not
 *     known yet
 * @param greatest the greatest stamp that was seen
 * @param expected what it must show, since then
 */
public record ChangeSearchRow(
    String partner,
    String type,
    ChangeSearchState state,
    Optional<Instant> since,
    Optional<Instant> greatest,
    Instant due,
    Optional<Expected> expected) {

  /** What is known of it. */
  public enum ChangeSearchState {
    /** It has shown nothing yet, or could not be asked the last time. */
    NONE,
    /** It shows what changes. */
    WORKING,
    /** It is not gone by. */
    NOT_OFFERED
  }

  /**
   * What was found to have changed without it.
   *
   * @param at when it was found
   */
  public record Expected(SeenVersions versions, Instant at) {}

  /** Whether it is gone by. */
  public boolean isWorking() {
    return state == ChangeSearchState.WORKING;
  }

  static ChangeSearchRow of(ResultSet row, int n) throws SQLException {
    var expected = Optional.ofNullable(row.getString("expected")).map(SeenVersions::of);
    var at = Times.maybe(row, "expected_at");
    return new ChangeSearchRow(
        row.getString("partner"),
        row.getString("type"),
        ChangeSearchState.valueOf(row.getString("state")),
        Times.maybe(row, "since_stamp"),
        Times.maybe(row, "greatest_stamp"),
        Times.instant(row, "due_at"),
        expected.flatMap(versions -> at.map(time -> new Expected(versions, time))));
  }
}
