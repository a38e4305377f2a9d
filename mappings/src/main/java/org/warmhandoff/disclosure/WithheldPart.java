package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.Sensitivity;

/**
 * A part that does not go along.
 *
 * @param at which, as a JSON Pointer (RFC 6901) into the record; of the participant's own record
 *     with {@code /participant} before it. Says nothing of the content
 * @param sensitivity what it tells of
 */
public record WithheldPart(String at, Sensitivity sensitivity, Ground ground) {

  public WithheldPart {
    requireNonNull(at);
    requireNonNull(sensitivity);
    requireNonNull(ground);
  }
}
