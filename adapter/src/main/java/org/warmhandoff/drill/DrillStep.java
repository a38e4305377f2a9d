package org.warmhandoff.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.fit.Form;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.Times;

/**
 * What is timed of a drill: a record of its own, or the answer to its referral.
 *
 * @param note in our own words, without content
 * @param from when its time began: taken in; of the answer, when the referral was there
 * @param there when the partner had it, read back; of the answer, when it was seen
 * @param target how long it may take; empty where that is not said
 * @param labelled whether the partner shows that it is a test; empty where that was not seen
 * @param cleared whether it was taken back; empty before that was begun
 */
public record DrillStep(
    long drill,
    DrillPart part,
    String recordId,
    DrillOutcome outcome,
    String note,
    Optional<Instant> from,
    Optional<Instant> there,
    Optional<Duration> target,
    Optional<Form> form,
    Optional<String> remote,
    Optional<Boolean> labelled,
    Optional<DrillClearing> cleared,
    Optional<Instant> clearedAt,
    String clearedNote) {

  /** Which part of a drill it is, in this order. */
  public enum DrillPart {
    PLAN(Optional.of(RecordKind.CRISIS_PLAN)),
    EVENT(Optional.of(RecordKind.CRISIS_EVENT)),
    REFERRAL(Optional.of(RecordKind.REFERRAL)),
    /** To the referral. */
    ANSWER(Optional.empty());

    private final Optional<RecordKind> kind;

    DrillPart(Optional<RecordKind> kind) {
      this.kind = kind;
    }

    /** The kind of its record; empty of an answer. */
    public Optional<RecordKind> kind() {
      return kind;
    }

    /** The word for it. */
    public String word() {
      return Words.word(this);
    }
  }

  /** What came of it. */
  public enum DrillOutcome {
    /** Nothing yet. */
    WAITING,
    /** It was there, in time where a time is said. */
    MET,
    /** It was there too late, or not for as long as the drill waited. */
    MISSED,
    /** It does not get there without a person: refused, withheld, not matched. */
    FAILED,
    /** A person would have to bring it: nobody is waited for. */
    BY_HAND,
    /** This partner gets no such thing. */
    NOT_SENT,
    /** Nobody answered, and nobody has to. */
    NO_ANSWER;

    /** The word for it. */
    public String word() {
      return Words.word(this);
    }
  }

  /** Whether a record of a drill was taken back. */
  public enum DrillClearing {
    /** That is under way. */
    WAITING,
    /** It does not hold there any more. */
    DONE,
    /** It never was there. */
    NOT_NEEDED,
    /** It could not be: it may stand there. */
    LEFT;

    /** The word for it. */
    public String word() {
      return Words.word(this);
    }
  }

  private static final int LONGEST = 300;

  /** One that nothing has come of yet. */
  static DrillStep of(
      long drill,
      DrillPart part,
      String recordId,
      DrillOutcome outcome,
      String note,
      Optional<Duration> target) {
    return new DrillStep(
        drill,
        part,
        recordId,
        outcome,
        note,
        Optional.empty(),
        Optional.empty(),
        target,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  static DrillStep of(ResultSet row, int n) throws SQLException {
    var target = row.getLong("target_seconds");
    var anytime = row.wasNull();
    var labelled = row.getBoolean("labelled");
    var unseen = row.wasNull();
    return new DrillStep(
        row.getLong("drill"),
        DrillPart.valueOf(row.getString("step")),
        row.getString("record_id"),
        DrillOutcome.valueOf(row.getString("outcome")),
        row.getString("note"),
        Times.maybe(row, "from_at"),
        Times.maybe(row, "there_at"),
        anytime ? Optional.empty() : Optional.of(Duration.ofSeconds(target)),
        Optional.ofNullable(row.getString("form")).map(Form::valueOf),
        Optional.ofNullable(row.getString("remote")),
        unseen ? Optional.empty() : Optional.of(labelled),
        Optional.ofNullable(row.getString("cleared")).map(DrillClearing::valueOf),
        Times.maybe(row, "cleared_at"),
        row.getString("cleared_note"));
  }

  /** How long it took; empty where it is not there. */
  public Optional<Duration> took() {
    return from.flatMap(begin -> there.map(end -> Duration.between(begin, end)));
  }

  /** The record's that version; only of a record. */
  RecordKey key(int version) {
    return new RecordKey(part.kind().orElseThrow(), recordId, version);
  }

  /** Whether it is to be taken back, and has not been yet. */
  public boolean isLeft() {
    return cleared
        .filter(how -> how == DrillClearing.WAITING || how == DrillClearing.LEFT)
        .isPresent();
  }

  /** Whether a record of it was taken in. */
  boolean isSent() {
    return part != DrillPart.ANSWER && from.isPresent();
  }

  /** The same, from that moment. */
  DrillStep begun(Instant at) {
    return with(outcome, note, Optional.of(at), there, form, remote, labelled);
  }

  /** The same when that came of it. */
  DrillStep ended(DrillOutcome came, String why) {
    return with(came, why, from, there, form, remote, labelled);
  }

  /** The same when it was there: met, where it took no longer than it may. */
  DrillStep thereAt(Instant at, Optional<Form> as, Optional<String> where, String why) {
    var inTime = target.map(longest -> !at.isAfter(from.orElse(at).plus(longest))).orElse(true);
    return with(
        inTime ? DrillOutcome.MET : DrillOutcome.MISSED,
        why,
        from,
        Optional.of(at),
        as,
        where,
        labelled);
  }

  /** The same, and whether the partner shows the label. */
  DrillStep labelled(Optional<Boolean> seen, String why) {
    return with(outcome, why, from, there, form, remote, seen);
  }

  private DrillStep with(
      DrillOutcome came,
      String why,
      Optional<Instant> begin,
      Optional<Instant> end,
      Optional<Form> as,
      Optional<String> where,
      Optional<Boolean> seen) {
    return new DrillStep(
        drill,
        part,
        recordId,
        came,
        cut(why),
        begin,
        end,
        target,
        as,
        where,
        seen,
        cleared,
        clearedAt,
        clearedNote);
  }

  /** The same, taken back so. */
  DrillStep cleared(DrillClearing how, Optional<Instant> at, String why) {
    return new DrillStep(
        drill,
        part,
        recordId,
        outcome,
        note,
        from,
        there,
        target,
        form,
        remote,
        labelled,
        Optional.of(how),
        at,
        cut(why));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
