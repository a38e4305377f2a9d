package org.warmhandoff.record.reading;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.record.ProgramRecord;

/** What became of reading a record: the record, or what is wrong with it. */
public sealed interface Reading {

  /** What kind of wrong it is. */
  enum Fault {
    NOT_JSON,
    UNKNOWN_KIND,
    INVALID
  }

  /**
   * One thing that is wrong. Never holds a value of the record, so it is safe in a log.
   *
   * @param pointer RFC 6901 JSON pointer to the place
   * @param reason what is expected there
   */
  record RecordProblem(String pointer, String reason) {

    public RecordProblem {
      requireNonNull(pointer);
      requireNonNull(reason);
    }
  }

  /**
   * A record as it should be. The body is its canonical form (keys sorted, no white space, UTF-8),
   * so equal records have equal digests however they were written.
   *
   * @param digest SHA-256 of the body in lower-case hexadecimal digits
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes to store and to send, never compared
  record Valid(ProgramRecord record, byte[] body, String digest) implements Reading {

    public Valid {
      requireNonNull(record);
      requireNonNull(body);
      requireNonNull(digest);
    }

    @Override
    public String toString() {
      return "Valid[" + record.key() + "]";
    }
  }

  /** Not a record, with the first fifty reasons. */
  record Invalid(Fault fault, List<RecordProblem> problems) implements Reading {

    public Invalid {
      requireNonNull(fault);
      problems = List.copyOf(problems);
    }
  }
}
