package org.warmhandoff.address;

import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.ProgramRecord;

/** Which of a participant's plans hold side by side, so that nobody knows which one to follow. */
final class PlansInForce {

  private PlansInForce() {}

  /** Their ids, the newest first; one or none where all is well. */
  static List<String> of(List<ProgramRecord> latest) {
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
