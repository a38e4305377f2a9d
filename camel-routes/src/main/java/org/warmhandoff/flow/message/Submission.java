package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

/**
 * Raw input as it was received: one JSON document, whole.
 *
 * @param ofDrill whether the adapter made it itself, for a drill
 */
@SuppressWarnings(
    "ArrayRecordComponent") // travels once from the door to the reader, never compared
public record Submission(byte[] body, boolean ofDrill) {

  public Submission {
    requireNonNull(body);
  }

  /** One that the program sent. */
  public Submission(byte[] body) {
    this(body, false);
  }
}
