package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.Words;

/**
 * Our participant is this partner's patient.
 *
 * @param patient the partner's own reference, such as {@code Patient/123}
 */
public record Link(String patient, How how) {

  /** What the link rests on. */
  public enum How {
    /** An identifier the partner gave to the participant. */
    IDENTIFIER,
    /** The partner's own {@code $match}: a single certain one. */
    MATCH_OPERATION,
    /** Exactly one certain match by demographics. */
    DEMOGRAPHICS,
    /** A person decided. */
    PERSON,
    /** Nobody there was the participant, so the partner let us create the patient. */
    CREATED,
    /** The partner merged the patient it was into this one. */
    MERGED;

    /** The word used in the API, such as {@code demographics}. */
    public String word() {
      return Words.word(this);
    }
  }

  public Link {
    requireNonNull(patient);
    requireNonNull(how);
  }
}
