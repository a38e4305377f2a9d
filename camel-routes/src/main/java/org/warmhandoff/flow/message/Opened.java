package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/**
 * A delivery with its record and the participant as they are now.
 *
 * @param held what the partner holds of an earlier version, or of this one
 * @param unheard earlier versions, newer than that one, of which it may hold something: they were
 *     written and nothing was heard of it
 * @param earlierUntil until when an earlier version, of whose write nothing was heard, may still be
 *     carried out; empty where none was unheard
 * @param consentsThere the ids of the consents that stand at the partner as resources of ours
 * @param newerPlanned whether a newer version goes instead: this one is only asked for
 * @param plansInForce of a plan, those of its participant that are in force side by side and that
 *     the partner is told of, the newest first
 * @param replaced whether it is a plan that another took the place of: it is taken back, or nothing
 */
public record Opened(
    Delivery delivery,
    ProgramRecord record,
    Participant participant,
    Optional<Held> held,
    List<UnconfirmedWrite> unheard,
    Optional<Instant> earlierUntil,
    Set<String> consentsThere,
    boolean newerPlanned,
    List<String> plansInForce,
    boolean replaced)
    implements DeliveryStage {

  public Opened {
    requireNonNull(delivery);
    requireNonNull(record);
    requireNonNull(participant);
    requireNonNull(held);
    unheard = List.copyOf(unheard);
    requireNonNull(earlierUntil);
    consentsThere = Set.copyOf(consentsThere);
    plansInForce = List.copyOf(plansInForce);
  }

  /** Of a record of which the partner holds nothing. */
  public static Opened first(Delivery delivery, ProgramRecord record, Participant participant) {
    return new Opened(
        delivery,
        record,
        participant,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Set.of(),
        false,
        List.of(),
        false);
  }

  /** The same of a plan, among those of its participant that are in force, the newest first. */
  public Opened amongPlans(List<String> newestFirst) {
    return new Opened(
        delivery,
        record,
        participant,
        held,
        unheard,
        earlierUntil,
        consentsThere,
        newerPlanned,
        newestFirst,
        replaced);
  }
}
