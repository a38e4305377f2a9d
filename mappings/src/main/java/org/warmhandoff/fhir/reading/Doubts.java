package org.warmhandoff.fhir.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.warmhandoff.record.NotUnderstood;

/** What was not understood while something was read. Each is told once. */
final class Doubts {

  private final Set<NotUnderstood> doubts = new LinkedHashSet<>();

  /**
   * One more.
   *
   * @param why in our own words and in codes of FHIR: never what the partner wrote
   */
  void add(String place, String why) {
    doubts.add(new NotUnderstood(place, why));
  }

  List<NotUnderstood> all() {
    return List.copyOf(doubts);
  }
}
