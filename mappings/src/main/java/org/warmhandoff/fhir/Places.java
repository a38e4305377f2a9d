package org.warmhandoff.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Places in a record as a whole. What is identified by its place keeps it for every receiver,
 * whatever of the record they may know.
 */
final class Places {

  private Places() {}

  /**
   * A name for a place that does not say which it is: from numbers a receiver who may not know all
   * could tell that something between two is kept from them.
   */
  static String name(String recordId, String what, int place) {
    var name = recordId + "|" + what + "|" + place;
    var uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    return recordId + "-" + what + uuid.substring(0, 8);
  }

  /** The place of that very item, from 0; another that says the same has a place of its own. */
  @SuppressWarnings("ReferenceEquality") // two equal items are still two
  static <T> int of(T item, List<T> all) {
    return IntStream.range(0, all.size())
        .filter(place -> all.get(place) == item)
        .findFirst()
        .orElseThrow();
  }
}
