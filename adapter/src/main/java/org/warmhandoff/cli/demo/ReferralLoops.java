package org.warmhandoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;
import org.warmhandoff.record.RecordKind;

/** Every referral that a partner has, led to its end by the partner's staff. */
final class ReferralLoops {

  private static final Set<ExpectedEnd> ARRIVED = Set.of(ExpectedEnd.GRAPH, ExpectedEnd.DOCUMENT);
  private static final long PATIENCE_SECONDS = 120;

  private final PartnersStaff staff;
  private final ProgramApi program;
  private final Console console;
  private final Map<String, String> targets;
  private final List<String> differences = new ArrayList<>();

  /**
   * Loops at these partners.
   *
   * @param targets what each referral asks for
   */
  ReferralLoops(
      PartnersStaff staff, ProgramApi program, Map<String, String> targets, Console console) {
    this.staff = staff;
    this.targets = Map.copyOf(targets);
    this.program = program;
    this.console = console;
  }

  /** Leads all to their end, step by step. */
  List<ReferralEnd> run(List<Expectation> expectations) throws IOException, InterruptedException {
    var open =
        expectations.stream()
            .filter(one -> one.key().kind() == RecordKind.REFERRAL)
            .filter(one -> ARRIVED.contains(one.what()))
            .toList();
    waitFor(open, "requested");
    var told = new ArrayList<String>();
    for (var step : PartnersStaff.STEPS) {
      told.clear();
      for (var one : open) {
        told.add(staff.says(step, one.key().id(), one.partner()));
      }
      waitFor(open, step);
    }
    var loops = new ArrayList<ReferralEnd>();
    for (var number = 0; number < open.size(); number++) {
      loops.add(loop(open.get(number), told.get(number)));
    }
    return loops;
  }

  /** What is not as it should be. */
  List<String> differences() {
    return differences;
  }

  /** Until each stands so, and was looked at where it can be. */
  private void waitFor(List<Expectation> open, String state)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    var so = -1;
    while (so < open.size() && System.nanoTime() < end) {
      var now = 0;
      for (var one : open) {
        var progress = progress(one);
        now += stands(progress, state) && progress.has("lookedAt") ? 1 : 0;
      }
      if (now != so) {
        console.progress("referrals " + state, now, open.size());
      }
      so = now;
      Thread.sleep(200);
    }
  }

  private static boolean stands(JsonNode progress, String state) {
    return progress.path("state").asText().equals(state);
  }

  private JsonNode progress(Expectation one) throws IOException, InterruptedException {
    for (var progress : program.state(one.key()).path("referral")) {
      if (progress.path("partner").asText().equals(one.partner())) {
        return progress;
      }
    }
    return ProgramApi.object();
  }

  private ReferralEnd loop(Expectation one, String told) throws IOException, InterruptedException {
    var progress = progress(one);
    var trail = progress.path("trail").findValuesAsText("state");
    if (!stands(progress, "completed") || !trail.containsAll(PartnersStaff.STEPS)) {
      differences.add(one.key() + " at " + one.partner() + ": its loop is not closed");
    }
    var results = progress.path("trail").path(trail.size() - 1).path("results");
    return new ReferralEnd(
        one.key().id(),
        targets.getOrDefault(one.key().id(), "-"),
        one.partner(),
        told,
        trail,
        results.path(0).asText("-"));
  }
}
