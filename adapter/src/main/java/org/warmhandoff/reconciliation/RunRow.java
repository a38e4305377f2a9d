package org.warmhandoff.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.store.Times;

/**
 * One reconciliation of a partner.
 *
 * @param participant the one that it is about; empty for all
 * @param by who asked for it
 * @param night of which it is the nightly one; empty where somebody asked
 * @param ended empty while it goes on
 * @param due when the next participant is looked at; empty when it is over
 * @param reached the last participant that was looked at, else an empty text
 * @param participants how many there were when it began
 * @param lookedAt how many of them were looked at so far
 * @param requests to the partner so far
 * @param unseen types of resources of which not everything could be looked at
 * @param note how it goes, in our own words, and who could not be looked at
 */
public record RunRow(
    long id,
    String partner,
    Optional<String> participant,
    String by,
    Optional<LocalDate> night,
    Instant begun,
    Optional<Instant> ended,
    Optional<Instant> due,
    String reached,
    int participants,
    int lookedAt,
    int requests,
    List<String> unseen,
    String note) {

  private static final String WITHOUT = "; not looked at: ";
  private static final String MORE = ", and more";

  /** What a note may take in its column, and what of it may say who could not be looked at. */
  private static final int LONGEST = 300;

  private static final int LONGEST_WITHOUT = 200;

  public RunRow {
    unseen = List.copyOf(unseen);
  }

  static RunRow of(ResultSet row, int number) throws SQLException {
    return new RunRow(
        row.getLong("id"),
        row.getString("partner"),
        Optional.ofNullable(row.getString("participant_id")),
        row.getString("asked_by"),
        Optional.ofNullable(row.getObject("night", LocalDate.class)),
        Times.instant(row, "begun_at"),
        Times.maybe(row, "ended_at"),
        Times.maybe(row, "due_at"),
        row.getString("reached"),
        row.getInt("participants"),
        row.getInt("looked_at"),
        row.getInt("requests"),
        Stream.of(row.getString("unseen").split(" ", -1)).filter(one -> !one.isEmpty()).toList(),
        row.getString("note"));
  }

  /** That it is over; nobody reads that all is well where somebody could not be looked at. */
  String over() {
    return without().isEmpty() ? "all was looked at" : noted("is over");
  }

  /** That it goes so; who could not be looked at so far stays said. */
  String noted(String so) {
    return noted(so, without());
  }

  /** That it goes on though that participant could not be looked at. */
  String notedWithout(String participant, String why) {
    var so = without();
    var one = participant + " (" + why + ")";
    var all = so.isEmpty() ? WITHOUT + one : so + ", " + one;
    var room = LONGEST_WITHOUT - MORE.length();
    if (!so.endsWith(MORE) && all.length() <= room) {
      return noted("goes on", all);
    }
    if (so.isEmpty()) {
      return noted("goes on", all.substring(0, room));
    }
    return noted("goes on", so.endsWith(MORE) ? so : so + MORE);
  }

  private static String noted(String so, String without) {
    var room = LONGEST - without.length();
    return (so.length() <= room ? so : so.substring(0, room)) + without;
  }

  private String without() {
    var at = note.indexOf(WITHOUT);
    return at < 0 ? "" : note.substring(at);
  }
}
