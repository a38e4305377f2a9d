package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.ProgramRecord;

/** What became of a submission in the store. */
public sealed interface Stored {

  /** What the program is told. */
  IntakeAnswer answer();

  /** A record that is new: somebody should have it. */
  record Fresh(ProgramRecord record) implements Stored {

    public Fresh {
      requireNonNull(record);
    }

    @Override
    public IntakeAnswer answer() {
      return new IntakeAnswer.Accepted(record.key());
    }
  }

  /** A repeated or refused submission, of which nothing follows. */
  record NothingNew(IntakeAnswer answer) implements Stored {

    public NothingNew {
      requireNonNull(answer);
    }
  }
}
