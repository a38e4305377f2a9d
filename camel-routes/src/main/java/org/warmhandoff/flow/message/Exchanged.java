package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * One request of an attempt and what came back: in our own words, codes and ids only.
 *
 * @param did what was asked, such as {@code search DocumentReference by identifier}
 * @param said what came of it, such as {@code 201} or {@code no answer in time}
 */
public record Exchanged(Instant at, String did, String said, Duration took) {

  public Exchanged {
    requireNonNull(at);
    requireNonNull(did);
    requireNonNull(said);
    requireNonNull(took);
  }
}
