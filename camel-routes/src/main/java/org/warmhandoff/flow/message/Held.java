package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * What a partner holds of a record.
 *
 * @param record the version, as it was submitted
 * @param edition how often that version was told there, from 1
 * @param known what the partner might know when it was told; empty where that was not kept
 * @param basis on what that rested
 */
public record Held(
    ProgramRecord record,
    int edition,
    Optional<Set<Sensitivity>> known,
    Basis basis,
    Receipt receipt) {

  public Held {
    requireNonNull(record);
    requireNonNull(known);
    requireNonNull(basis);
    requireNonNull(receipt);
  }

  /** What was told once under consent, of which no more is known. */
  public static Held of(ProgramRecord record, Receipt receipt) {
    return new Held(record, 1, Optional.empty(), Basis.CONSENT, receipt);
  }

  /** Which version it is: the record's, not the partner's. */
  public int version() {
    return record.version();
  }
}
