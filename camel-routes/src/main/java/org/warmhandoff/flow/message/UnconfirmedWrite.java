package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.fit.Form;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * A version of a record that was written at a partner without an answer, so that it may be there.
 *
 * @param edition how often it was told there with that, from 1
 * @param known what the partner might know when it was told; empty where that was not kept
 * @param basis on what that rested
 * @param form in which it was written
 * @param until when it may still be carried out
 */
public record UnconfirmedWrite(
    ProgramRecord record,
    int edition,
    Optional<Set<Sensitivity>> known,
    Basis basis,
    Form form,
    Instant until) {

  public UnconfirmedWrite {
    requireNonNull(record);
    requireNonNull(known);
    requireNonNull(basis);
    requireNonNull(form);
    requireNonNull(until);
  }
}
