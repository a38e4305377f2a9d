package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Banner.Tone;
import org.warmhandoff.record.CrisisPlan;

/** What must be seen of a crisis plan before anything else: whether it holds. */
public final class PlanBanner {

  private PlanBanner() {}

  static Banner of(MappingContext context, CrisisPlan plan) {
    var tone = plan.state() == CrisisPlan.State.IN_FORCE ? Tone.CURRENT : Tone.OVER;
    return Banner.of(
        tone,
        Stream.of(
                Stream.of(state(plan)),
                among(context, plan).stream(),
                Stream.of("crisis plan", "version " + plan.version()))
            .flatMap(words -> words)
            .collect(joining(" · ")),
        "Risk: not assessed in this plan");
  }

  /** Where several are in force side by side, which is the newest; empty where this is the one. */
  public static Optional<String> among(MappingContext context, CrisisPlan plan) {
    var plans = context.audience().plansInForce();
    if (plans.size() < 2 || !plans.contains(plan.id())) {
      return Optional.empty();
    }
    return Optional.of(
        plans.get(0).equals(plan.id())
            ? "the newest of " + plans.size() + " plans in force"
            : "NOT THE NEWEST: plan " + plans.get(0) + " is in force too");
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
