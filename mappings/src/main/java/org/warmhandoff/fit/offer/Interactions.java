package org.warmhandoff.fit.offer;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The interactions that work in practice, whatever the statement says.
 *
 * @param types by the name of the type
 * @param conditionalWrites those that work, whatever the statement says; empty: as it says
 * @param fhirReleases of FHIR, such as {@code 4.3}, that its statement may say beside 4.0
 */
public record Interactions(
    Map<String, OfType> types,
    Optional<Set<ConditionalWrite>> conditionalWrites,
    Optional<Boolean> transactions,
    Optional<Boolean> batches,
    Set<String> fhirReleases) {

  private static final String R4 = "4.0";

  public Interactions {
    types = Map.copyOf(types);
    conditionalWrites = conditionalWrites.map(Set::copyOf);
    requireNonNull(transactions);
    requireNonNull(batches);
    fhirReleases = Set.copyOf(fhirReleases);
  }

  /** Whether that version of FHIR, such as {@code 4.0.1}, is one that we speak with it. */
  boolean speaks(String version) {
    return Stream.concat(Stream.of(R4), fhirReleases.stream())
        .anyMatch(release -> version.equals(release) || version.startsWith(release + "."));
  }

  OfType type(String name) {
    return types.getOrDefault(name, OfType.AS_DECLARED);
  }

  static Interactions asDeclared() {
    return new Interactions(
        Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
  }

  /** Writes with a condition. */
  public enum ConditionalWrite {
    CREATE,
    UPDATE
  }

  /**
   * Interactions with one type.
   *
   * @param interactions all that there are, whatever the statement says; empty: as it says
   * @param never taken away from what there is
   */
  public record OfType(Optional<Set<String>> interactions, Set<String> never) {

    static final OfType AS_DECLARED = new OfType(Optional.empty(), Set.of());

    public OfType {
      interactions = interactions.map(Set::copyOf);
      never = Set.copyOf(never);
    }
  }
}
