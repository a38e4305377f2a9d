package org.warmhandoff.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.Times;

/**
 * One drill at one partner.
 *
 * @param by who asked for it
 * @param scheduled of which day it is the scheduled one; empty where somebody asked
 * @param cleaning when cleaning up began; empty before
 * @param ended empty while it goes on
 * @param due when it goes on; empty when nothing is left to be done
 * @param verdict what came of it; empty while it goes on
 * @param note how it goes, in our own words
 */
public record DrillRow(
    long id,
    String partner,
    String by,
    Optional<LocalDate> scheduled,
    Instant begun,
    DrillStage stage,
    Optional<Instant> cleaning,
    Optional<Instant> ended,
    Optional<Instant> due,
    Optional<DrillVerdict> verdict,
    String note) {

  /** How far a drill has come. */
  public enum DrillStage {
    /** Its records are being taken in. */
    SENDING,
    /** They are waited for at the partner. */
    WATCHING,
    /** What takes them back is being taken in. */
    CLEANING,
    /** That is waited for. */
    CLEARING,
    /** It is over; what could not be taken back is still looked after. */
    OVER;

    /** The word for it. */
    public String word() {
      return Words.word(this);
    }
  }

  /** What came of a drill. */
  public enum DrillVerdict {
    /** All that is timed was there in time. */
    MET,
    /** Something was too late. */
    MISSED,
    /** Something does not get there without a person. */
    FAILED,
    /** Nothing there says of something that it is a test. */
    UNMARKED,
    /** Nothing is timed there: this partner's system takes none of it by itself. */
    NOT_TIMED;

    /** Whether nobody has to do anything about it. */
    public boolean isGood() {
      return this == MET || this == NOT_TIMED;
    }

    /** The word for it. */
    public String word() {
      return Words.word(this);
    }
  }

  static DrillRow of(ResultSet row, int n) throws SQLException {
    return new DrillRow(
        row.getLong("id"),
        row.getString("partner"),
        row.getString("asked_by"),
        Optional.ofNullable(row.getObject("scheduled_on", LocalDate.class)),
        Times.instant(row, "begun_at"),
        DrillStage.valueOf(row.getString("stage")),
        Times.maybe(row, "cleaning_at"),
        Times.maybe(row, "ended_at"),
        Times.maybe(row, "due_at"),
        Optional.ofNullable(row.getString("verdict")).map(DrillVerdict::valueOf),
        row.getString("note"));
  }
}
