package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

/**
 * Says of one part of a record what somebody must be allowed to know to be told it.
 *
 * @param at the part: a JSON Pointer (RFC 6901) into the record, such as {@code /warningSigns/2}
 * @param as what it tells of
 */
public record Mark(String at, Sensitivity as) {

  public Mark {
    requireNonNull(at);
    requireNonNull(as);
  }
}
