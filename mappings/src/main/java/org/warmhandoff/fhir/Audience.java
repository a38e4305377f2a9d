package org.warmhandoff.fhir;

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
 */
public record Audience(
    Set<Sensitivity> told,
    List<Consent> under,
    Optional<String> patient,
    Set<String> identifierSystems,
    Work work) {

  public Audience {
    told = Set.copyOf(requireNonNull(told));
    under = List.copyOf(under);
    requireNonNull(patient);
    identifierSystems = Set.copyOf(identifierSystems);
    requireNonNull(work);
  }

  /** Somebody of whom it does not matter, or is not known yet, who the participant is there. */
  public Audience(Set<Sensitivity> told, List<Consent> under) {
    this(told, under, Optional.empty(), Set.of(), Work.NOT_KNOWN);
  }

  /**
   * The same, to whom the participant is that patient: every reference leads there.
   *
   * @param reference the receiver's own, such as {@code Patient/123}
   */
  public Audience as(String reference) {
    return new Audience(told, under, Optional.of(reference), identifierSystems, work);
  }

  /** The same, who gives out identifiers of these name spaces. */
  public Audience identifying(Collection<String> systems) {
    return new Audience(told, under, patient, Set.copyOf(systems), work);
  }

  /** The same, where the work has come so far. */
  public Audience having(Work done) {
    return new Audience(told, under, patient, identifierSystems, done);
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
