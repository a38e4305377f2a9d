package org.warmhandoff.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.warmhandoff.flow.port.IntakeAnswer;
import org.warmhandoff.flow.port.Submission;
import org.warmhandoff.record.Words;

/** The one door for records, whichever way they come. */
public final class Door {

  /** What may be said at the door, for counting. */
  private enum Said {
    ACCEPTED,
    CONFLICT,
    INVALID
  }

  private final Function<Submission, IntakeAnswer> line;
  private final MeterRegistry meters;

  /**
   * A door onto the line.
   *
   * @param line takes a submission through one transaction; throws if that could not be committed
   */
  public Door(Function<Submission, IntakeAnswer> line, MeterRegistry meters) {
    this.line = line;
    this.meters = meters;
  }

  /** Submits one JSON document. */
  public IntakeAnswer submit(byte[] body) {
    var answer = line.apply(new Submission(body));
    meters.counter("warmhandoff.intake", "answer", Words.word(said(answer))).increment();
    return answer;
  }

  private static Said said(IntakeAnswer answer) {
    if (answer instanceof IntakeAnswer.Accepted) {
      return Said.ACCEPTED;
    }
    return answer instanceof IntakeAnswer.Conflict ? Said.CONFLICT : Said.INVALID;
  }
}
