package org.warmhandoff.record;

import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;

/** Which of a participant's plans hold side by side, so that nobody knows which one to follow. */
public final class PlansInForce {

  private PlansInForce() {}

  /**
   * Their ids, the newest first; one or none where all is well.
   *
   * @param latest the last version of each record of one participant
   */
  public static List<String> of(List<ProgramRecord> latest) {
    var current =
        latest.stream()
            .filter(CrisisPlan.class::isInstance)
            .map(CrisisPlan.class::cast)
            .filter(plan -> plan.state() == CrisisPlan.State.IN_FORCE)
            .toList();
    var replaced =
        current.stream().flatMap(plan -> plan.making().replaces().stream()).collect(toSet());
    return current.stream()
        .filter(plan -> !replaced.contains(plan.id()))
        .sorted(Comparator.comparing(CrisisPlan::recordedAt).reversed())
        .map(CrisisPlan::id)
        .toList();
  }
}
