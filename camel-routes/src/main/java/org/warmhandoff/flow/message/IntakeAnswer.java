package org.warmhandoff.flow.message;

import java.util.List;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** What the program is told of its submission. */
public sealed interface IntakeAnswer {

  /** What follows from what became of it in the store. */
  static IntakeAnswer to(Stored stored) {
    if (stored instanceof Stored.Fresh fresh) {
      return new Accepted(fresh.record().key());
    }
    if (stored instanceof Stored.Repeated repeated) {
      return new Accepted(repeated.key());
    }
    if (stored instanceof Stored.Conflicting conflicting) {
      return new Conflict(conflicting.key());
    }
    var refused = (Stored.Refused) stored;
    return new Invalid(refused.fault(), refused.problems());
  }

  /** Stored together with its deliveries; said the same for a repeated submission. */
  record Accepted(RecordKey key) implements IntakeAnswer {}

  /** This version was accepted before with other content. */
  record Conflict(RecordKey key) implements IntakeAnswer {}

  /** Not a record. */
  record Invalid(Fault fault, List<RecordProblem> problems) implements IntakeAnswer {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
