package org.warmhandoff.followup.changes;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.followup.changes.SearchCursor.PagedAnswer;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.Times;

/**
 * A search for what has changed at a partner, as it is known here.
 *
 * @param cursor how far it has come
 * @param due when it is searched again
 * @param expected what it must show
 * @param failures that it could not be asked, or was not answered
 */
public record ChangeSearchRow(
    String partner,
    String type,
    ChangeSearchState state,
    SearchCursor cursor,
    Instant due,
    Optional<Expected> expected,
    SearchFailures failures) {

  /** What is known of it. */
  public enum ChangeSearchState {
    /** It has shown nothing yet, or could not be asked for too long. */
    NONE,
    /** It shows what changes. */
    WORKING,
    /** It did, and could not be asked just now: that says nothing of what it will show. */
    FALTERING,
    /** It is not gone by. */
    NOT_OFFERED
  }

  /**
   * What is known to be there, and it must show.
   *
   * @param at when it was found
   */
  public record Expected(SeenVersions versions, Instant at) {

    public Expected {
      requireNonNull(versions);
      requireNonNull(at);
    }

    /** Whether that is what is expected, such as {@code Task/88}. */
    public boolean isOf(String address) {
      return versions.byAddress().containsKey(address);
    }
  }

  /**
   * That it could not be asked.
   *
   * @param inRow how often, since it was answered last
   * @param since when the first of these was
   */
  public record SearchFailures(int inRow, Optional<Instant> since) {

    /** It was answered. */
    public static SearchFailures none() {
      return new SearchFailures(0, Optional.empty());
    }

    /** And once more. */
    public SearchFailures another(Instant now) {
      return new SearchFailures(inRow + 1, since.or(() -> Optional.of(now)));
    }
  }

  public ChangeSearchRow {
    requireNonNull(partner);
    requireNonNull(type);
    requireNonNull(state);
    requireNonNull(cursor);
    requireNonNull(due);
    requireNonNull(expected);
    requireNonNull(failures);
  }

  /** Whether it is gone by. */
  public boolean isReliedOn() {
    return isReliedOn(state);
  }

  static boolean isReliedOn(ChangeSearchState state) {
    return state == ChangeSearchState.WORKING || state == ChangeSearchState.FALTERING;
  }

  /** The same after an answer. */
  public ChangeSearchRow heard(ChangeSearchState now, SearchCursor reached, Instant again) {
    return new ChangeSearchRow(partner, type, now, reached, again, expected, SearchFailures.none());
  }

  /** The same after another failure. */
  public ChangeSearchRow unheard(ChangeSearchState now, SearchFailures all, Instant again) {
    return new ChangeSearchRow(partner, type, now, cursor, again, expected, all);
  }

  /** The same, which must show that from now on. */
  public ChangeSearchRow expecting(Optional<Expected> what) {
    return new ChangeSearchRow(partner, type, state, cursor, due, what, failures);
  }

  static ChangeSearchRow of(ResultSet row, int n) throws SQLException {
    var expected = Optional.ofNullable(row.getString("expected")).map(SeenVersions::of);
    var at = Times.maybe(row, "expected_at");
    return new ChangeSearchRow(
        row.getString("partner"),
        row.getString("type"),
        ChangeSearchState.valueOf(row.getString("state")),
        cursor(row),
        Times.instant(row, "due_at"),
        expected.flatMap(versions -> at.map(time -> new Expected(versions, time))),
        new SearchFailures(row.getInt("failures"), Times.maybe(row, "failing_since")));
  }

  private static SearchCursor cursor(ResultSet row) throws SQLException {
    var sha256 = Optional.ofNullable(row.getString("paged_sha256"));
    var at = Times.maybe(row, "paged_at");
    return new SearchCursor(
        Times.maybe(row, "since_stamp"),
        Times.maybe(row, "greatest_stamp"),
        Times.maybe(row, "settled_stamp"),
        sha256.flatMap(one -> at.map(time -> new PagedAnswer(one, time))));
  }
}
