package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.record.ProgramRecord;

/**
 * A submission after the store has seen it.
 *
 * @param fresh the record, where it is new; empty for a repeated or refused submission
 */
public record Stored(IntakeAnswer answer, Optional<ProgramRecord> fresh) {

  public Stored {
    requireNonNull(answer);
    requireNonNull(fresh);
  }
}
