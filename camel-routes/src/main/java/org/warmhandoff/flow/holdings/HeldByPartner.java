package org.warmhandoff.flow.holdings;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.warmhandoff.record.Priority;

/**
 * What a partner should hold of one participant, by the store: what one look of a reconciliation is
 * about.
 *
 * @param run the number of the reconciliation
 * @param patient whom the participant is there, such as {@code Patient/123}
 * @param takenBack where what was taken back there stood, such as {@code CarePlan/77}: nothing of
 *     it should be in force
 * @param since when the store said so: what was sent later is looked at by the next look
 * @param mayAsk whether the partner may be asked now
 */
public record HeldByPartner(
    long run,
    String partner,
    String participantId,
    String patient,
    List<HeldResource> resources,
    List<String> takenBack,
    Instant since,
    boolean mayAsk) {

  /** A partner is asked as for a delivery that is not urgent. */
  public static final Priority PRIORITY = Priority.ROUTINE;

  public HeldByPartner {
    requireNonNull(partner);
    requireNonNull(participantId);
    requireNonNull(patient);
    requireNonNull(since);
    resources = List.copyOf(resources);
    takenBack = List.copyOf(takenBack);
  }
}
