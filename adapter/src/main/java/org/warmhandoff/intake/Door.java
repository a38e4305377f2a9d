package org.warmhandoff.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.Durability;

/** The one door for records, whichever way they come. */
public final class Door {

  /** What may be said at the door, for counting. */
  private enum AnswerKind {
    ACCEPTED,
    CONFLICT,
    INVALID
  }

  private final Function<Submission, IntakeAnswer> line;
  private final Durability durability;
  private final MeterRegistry meters;
  private final LargeBodies large = LargeBodies.takenIn();

  /**
   * A door onto the line.
   *
   * @param line takes a submission through one transaction; throws if that could not be committed
   * @param durability of what the line has committed, before anybody hears that it was accepted
   */
  public Door(
      Function<Submission, IntakeAnswer> line, Durability durability, MeterRegistry meters) {
    this.line = line;
    this.durability = durability;
    this.meters = meters;
  }

  /**
   * Submits one JSON document.
   *
   * @throws RuntimeException where it could not be stored for good
   */
  public IntakeAnswer submit(byte[] body) {
    return submit(new Submission(body));
  }

  /**
   * The same of what the adapter made itself, for a drill.
   *
   * @throws RuntimeException where it could not be stored for good
   */
  public IntakeAnswer submitDrill(byte[] body) {
    return submit(new Submission(body, true));
  }

  private IntakeAnswer submit(Submission submission) {
    var life = life();
    var answer = take(submission);
    if (mayBeAnEmergency(answer)) {
      durability.ensureAtOnce(life);
    } else {
      ensure(life);
    }
    return answer;
  }

  private static boolean mayBeAnEmergency(IntakeAnswer answer) {
    return answer instanceof IntakeAnswer.Accepted accepted
        && accepted.key().kind() == RecordKind.CRISIS_EVENT;
  }

  /**
   * Submits one JSON document of many; it is accepted when {@link #ensure} has returned after it.
   *
   * @throws RuntimeException where it could not be stored
   */
  IntakeAnswer submitOneOfMany(byte[] body) {
    return take(new Submission(body));
  }

  private IntakeAnswer take(Submission submission) {
    try (var turn = large.turn()) {
      turn.takeFor(submission.body().length);
      var answer = line.apply(submission);
      meters.counter("warmhandoff.intake", "answer", Words.word(kind(answer))).increment();
      return answer;
    }
  }

  /** The life of the store, to be asked before the first of many is submitted. */
  long life() {
    return durability.life();
  }

  /**
   * Returns when all that was submitted in that life is stored for good.
   *
   * @throws RuntimeException where that could not be brought about
   */
  void ensure(long life) {
    durability.ensure(life);
  }

  private static AnswerKind kind(IntakeAnswer answer) {
    if (answer instanceof IntakeAnswer.Accepted) {
      return AnswerKind.ACCEPTED;
    }
    return answer instanceof IntakeAnswer.Conflict ? AnswerKind.CONFLICT : AnswerKind.INVALID;
  }
}
