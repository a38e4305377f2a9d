package org.warmhandoff.fhir;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Places in a record as a whole. What is identified by its place keeps it for every receiver,
 * whatever of the record they may know.
 */
final class Places {

  private Places() {}

  /** The place of that very item, from 0; another that says the same has a place of its own. */
  @SuppressWarnings("ReferenceEquality") // two equal items are still two
  static <T> int of(T item, List<T> all) {
    return IntStream.range(0, all.size())
        .filter(place -> all.get(place) == item)
        .findFirst()
        .orElseThrow();
  }
}
