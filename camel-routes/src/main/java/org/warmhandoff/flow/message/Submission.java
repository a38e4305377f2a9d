package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

/** Raw input as it was received: one JSON document, whole. */
@SuppressWarnings(
    "ArrayRecordComponent") // travels once from the door to the reader, never compared
public record Submission(byte[] body) {

  public Submission {
    requireNonNull(body);
  }
}
