package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.fit.Form;
import org.warmhandoff.record.ProgramRecord;

/**
 * A version of a record that was written at a partner without an answer, so that it may be there.
 *
 * @param form in which it was written
 */
public record Unheard(ProgramRecord record, Form form) {

  public Unheard {
    requireNonNull(record);
    requireNonNull(form);
  }
}
