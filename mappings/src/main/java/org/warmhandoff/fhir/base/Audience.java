package org.warmhandoff.fhir.base;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * To whom a record is told, as far as it matters to how it is said.
 *
 * @param patient who the participant is there, as the receiver's own reference
 * @param identifierSystems name spaces of the receiver's own identifiers, such as that of its MRNs
 * @param work what became there of what an earlier version asked for
 * @param plansInForce ids of the participant's plans that are in force side by side, the newest
 *     first; empty where nobody asked
 * @param edition how often they are told of that version of the record with this, from 1
 */
public record Audience(
    Optional<String> patient,
    Set<String> identifierSystems,
    Work work,
    List<String> plansInForce,
    int edition) {

  /** Somebody of whom nothing of that is known. */
  public static final Audience ANYBODY =
      new Audience(Optional.empty(), Set.of(), Work.NOT_KNOWN, List.of(), 1);

  public Audience {
    requireNonNull(patient);
    identifierSystems = Set.copyOf(identifierSystems);
    requireNonNull(work);
    plansInForce = List.copyOf(plansInForce);
  }

  /**
   * The same, to whom the participant is that patient: every reference leads there.
   *
   * @param reference the receiver's own, such as {@code Patient/123}
   */
  public Audience as(String reference) {
    return new Audience(Optional.of(reference), identifierSystems, work, plansInForce, edition);
  }

  /** The same, who gives out identifiers of these name spaces. */
  public Audience identifying(Collection<String> systems) {
    return new Audience(patient, Set.copyOf(systems), work, plansInForce, edition);
  }

  /** The same, where the work has come so far. */
  public Audience having(Work done) {
    return new Audience(patient, identifierSystems, done, plansInForce, edition);
  }

  /** The same, who is told which of these plans is the newest. */
  public Audience amongPlans(List<String> newestFirst) {
    return new Audience(patient, identifierSystems, work, newestFirst, edition);
  }

  /** The same, who is told of the version for the {@code number}th time. */
  public Audience edition(int number) {
    return new Audience(patient, identifierSystems, work, plansInForce, number);
  }
}
