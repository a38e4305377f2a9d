package org.warmhandoff.terminology;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * One concept of the program's vocabulary, and the public codes for it.
 *
 * @param targets the nearest one first; none where none could be verified
 */
public record Concept(Code own, List<Target> targets) {

  /**
   * A public code.
   *
   * @param equivalence how it stands to ours, as <a
   *     href="https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html">ConceptMap</a> has it:
   *     {@code wider} means that the public code says less than ours
   */
  public record Target(Code code, String equivalence) {

    private static final Set<String> MORE =
        Set.of("narrower", "specializes", "inexact", "disjoint");

    public Target {
      requireNonNull(code);
      requireNonNull(equivalence);
    }

    /** Whether it says nothing that ours does not say. */
    public boolean saysNoMore() {
      return !MORE.contains(equivalence);
    }
  }

  public Concept {
    requireNonNull(own);
    targets = List.copyOf(targets);
  }
}
