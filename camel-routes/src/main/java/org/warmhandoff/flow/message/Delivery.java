package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.fit.Form;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;

/**
 * One claimed row of the outbox.
 *
 * @param edition how often this version is told there with this, from 1: once more where consent
 *     changed what may be told of it
 * @param attempt number of this attempt, from 1 upwards
 * @param doubt what an earlier attempt may have written: ask the partner before writing again
 * @param unheardUntil until when a write of this version whose answer was lost may still be carried
 *     out; empty where there is none
 */
public record Delivery(
    long id,
    RecordKey key,
    String participantId,
    String partner,
    Priority priority,
    int edition,
    int attempt,
    Optional<Doubt> doubt,
    Optional<Instant> unheardUntil,
    Lease lease) {

  /**
   * An earlier attempt may have written.
   *
   * @param form in which form, where it came far enough to choose one
   * @param basis on what it rested
   * @param released whether a person has looked there since, and lets it be made again where the
   *     partner does not show it
   */
  public record Doubt(Optional<Form> form, Basis basis, boolean released) {

    public Doubt {
      requireNonNull(form);
      requireNonNull(basis);
    }
  }

  /**
   * The hold on the lane.
   *
   * @param number what this claim is told apart by
   * @param ends when the lane falls due to somebody else
   */
  public record Lease(long number, Instant ends) {

    public Lease {
      requireNonNull(ends);
    }
  }

  public Delivery {
    requireNonNull(key);
    requireNonNull(participantId);
    requireNonNull(partner);
    requireNonNull(priority);
    requireNonNull(doubt);
    requireNonNull(unheardUntil);
    requireNonNull(lease);
  }

  /** Whether an earlier attempt may have written. */
  public boolean inDoubt() {
    return doubt.isPresent();
  }
}
