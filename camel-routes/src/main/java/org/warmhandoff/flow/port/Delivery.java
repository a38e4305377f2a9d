package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.record.RecordKey;

/**
 * One claimed row of the outbox.
 *
 * @param attempt number of this attempt, from 1 upwards
 * @param doubtSince an earlier attempt, then, may have written: ask the partner before writing
 *     again
 * @param lease what this claim of the lane is told apart by
 * @param leaseEnds when the lane falls due to somebody else
 */
public record Delivery(
    long id,
    RecordKey key,
    String participantId,
    String partner,
    int attempt,
    Optional<Instant> doubtSince,
    long lease,
    Instant leaseEnds) {

  public Delivery {
    requireNonNull(key);
    requireNonNull(participantId);
    requireNonNull(partner);
    requireNonNull(doubtSince);
    requireNonNull(leaseEnds);
  }

  /** Whether an earlier attempt may have written. */
  public boolean inDoubt() {
    return doubtSince.isPresent();
  }
}
