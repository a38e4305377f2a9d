package org.warmhandoff.fhir.base;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Sensitivity;

/**
 * To whom a record is told, as far as it matters to what is said.
 *
 * @param told what they may know
 * @param under the consents that allow it; told along, so that the receiver knows what holds
 * @param patient who the participant is there, as the receiver's own reference
 * @param identifierSystems name spaces of the receiver's own identifiers, such as that of its MRNs
 * @param work what became there of what an earlier version asked for
 * @param plansInForce ids of the participant's plans that are in force side by side, the newest
 *     first; empty where nobody asked
 */
public record Audience(
    Set<Sensitivity> told,
    List<Consent> under,
    Optional<String> patient,
    Set<String> identifierSystems,
    Work work,
    List<String> plansInForce) {

  public Audience {
    told = Set.copyOf(requireNonNull(told));
    under = List.copyOf(under);
    requireNonNull(patient);
    identifierSystems = Set.copyOf(identifierSystems);
    requireNonNull(work);
    plansInForce = List.copyOf(plansInForce);
  }

  /** Somebody of whom it does not matter, or is not known yet, who the participant is there. */
  public Audience(Set<Sensitivity> told, List<Consent> under) {
    this(told, under, Optional.empty(), Set.of(), Work.NOT_KNOWN, List.of());
  }

  /**
   * The same, to whom the participant is that patient: every reference leads there.
   *
   * @param reference the receiver's own, such as {@code Patient/123}
   */
  public Audience as(String reference) {
    return new Audience(told, under, Optional.of(reference), identifierSystems, work, plansInForce);
  }

  /** The same, who gives out identifiers of these name spaces. */
  public Audience identifying(Collection<String> systems) {
    return new Audience(told, under, patient, Set.copyOf(systems), work, plansInForce);
  }

  /** The same, where the work has come so far. */
  public Audience having(Work done) {
    return new Audience(told, under, patient, identifierSystems, done, plansInForce);
  }

  /** The same, who is told which of these plans is the newest. */
  public Audience amongPlans(List<String> newestFirst) {
    return new Audience(told, under, patient, identifierSystems, work, newestFirst);
  }

  /** Somebody who may know this, and no consent is named. */
  public static Audience knowing(Set<Sensitivity> told) {
    return new Audience(told, List.of());
  }

  /** Somebody who may know everything, such as the program itself. */
  public static Audience ofAll() {
    return knowing(EnumSet.allOf(Sensitivity.class));
  }
}
