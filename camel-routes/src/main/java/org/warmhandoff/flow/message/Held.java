package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.ProgramRecord;

/**
 * What a partner holds of an earlier version of a record.
 *
 * @param record that version, as it was submitted
 */
public record Held(ProgramRecord record, Receipt receipt) {

  public Held {
    requireNonNull(record);
    requireNonNull(receipt);
  }

  /** Which version it is: the record's, not the partner's. */
  public int version() {
    return record.version();
  }
}
