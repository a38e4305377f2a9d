package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** What became of a submission in the store. */
public sealed interface Stored {

  /** A record that is new: somebody should have it. */
  record Fresh(ProgramRecord record) implements Stored {

    public Fresh {
      requireNonNull(record);
    }
  }

  /** The same was there already. */
  record Repeated(RecordKey key) implements Stored {}

  /** That version was there already, with other content. */
  record Conflicting(RecordKey key) implements Stored {}

  /** No record, or none that may be stored. */
  record Refused(Fault fault, List<RecordProblem> problems) implements Stored {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
