package org.warmhandoff.fhir;

import org.warmhandoff.fhir.Banner.Tone;
import org.warmhandoff.record.CrisisPlan;

/** What must be seen of a crisis plan before anything else: whether it holds. */
final class PlanBanner {

  private PlanBanner() {}

  static Banner of(CrisisPlan plan) {
    var tone = plan.state() == CrisisPlan.State.IN_FORCE ? Tone.CURRENT : Tone.OVER;
    return Banner.of(
        tone,
        Wording.joined(state(plan), "crisis plan", "version " + plan.version()),
        "Risk: not assessed in this plan");
  }

  private static String state(CrisisPlan plan) {
    return switch (plan.state()) {
      case DRAFT -> "DRAFT, not in force yet";
      case IN_FORCE -> "IN FORCE" + since(plan);
      case REPLACED -> "REPLACED by another plan: do not use";
      case WITHDRAWN -> "WITHDRAWN: do not use";
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not use";
    };
  }

  private static String since(CrisisPlan plan) {
    return plan.making().inForceFrom().map(day -> " from " + Wording.day(day)).orElse("");
  }
}
