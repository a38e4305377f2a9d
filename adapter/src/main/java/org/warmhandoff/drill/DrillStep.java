package org.warmhandoff.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param marking what of the mark of a test the partner shows; empty where that was not seen
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
    Optional<DrillMarking> marking,
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
    /** It was there, and nothing there says that it is a test: somebody may take it for real. */
    UNMARKED,
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

  /** What a partner shows of the mark of a test. */
  public enum DrillMarking {
    /** The security label. */
    LABELLED("marked as a test there"),
    /** The words alone: people see it, machines do not. */
    WORDS_ONLY(
        "WARNING: the partner drops the security label HTEST; only the words say that it is a"
            + " test"),
    /** Neither. */
    UNMARKED(
        "nothing that the partner shows says that it is a test: somebody may take it for real");

    private final String note;

    DrillMarking(String note) {
      this.note = note;
    }

    /** In our own words. */
    String note() {
      return note;
    }

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
        Optional.ofNullable(row.getString("marking")).map(DrillMarking::valueOf),
        Optional.ofNullable(row.getString("cleared")).map(DrillClearing::valueOf),
        Times.maybe(row, "cleared_at"),
        row.getString("cleared_note"));
  }

  /** What of these is not as it should be, and fails nothing. */
  public static List<String> warnings(String partner, List<DrillStep> steps) {
    var worded =
        steps.stream()
            .filter(step -> step.marking().filter(DrillMarking.WORDS_ONLY::equals).isPresent())
            .map(step -> step.part().word())
            .toList();
    return worded.isEmpty()
        ? List.of()
        : List.of(
            String.join(", ", worded)
                + ": "
                + partner
                + " drops the security label HTEST. Whoever reads it there sees the words that it"
                + " is a test; a system that goes by the label takes it for real. Ask "
                + partner
                + " to keep meta.security.");
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
    return with(outcome, note, Optional.of(at), there, form, remote, marking);
  }

  /** The same when that came of it. */
  DrillStep ended(DrillOutcome came, String why) {
    return with(came, why, from, there, form, remote, marking);
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
        marking);
  }

  /** The same when a person brings it, or brought it then. */
  DrillStep byHand(Optional<Instant> at, String why) {
    return with(DrillOutcome.BY_HAND, why, from, at, Optional.of(Form.BY_HAND), remote, marking);
  }

  /** The same, and what the partner shows of the mark. In time or not, it must show some of it. */
  DrillStep marked(Optional<DrillMarking> seen) {
    return with(
        seen.filter(DrillMarking.UNMARKED::equals).map(so -> DrillOutcome.UNMARKED).orElse(outcome),
        seen.map(DrillMarking::note).orElse("whether it is marked there was not seen"),
        from,
        there,
        form,
        remote,
        seen);
  }

  private DrillStep with(
      DrillOutcome came,
      String why,
      Optional<Instant> begin,
      Optional<Instant> end,
      Optional<Form> as,
      Optional<String> where,
      Optional<DrillMarking> seen) {
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
        marking,
        Optional.of(how),
        at,
        cut(why));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
