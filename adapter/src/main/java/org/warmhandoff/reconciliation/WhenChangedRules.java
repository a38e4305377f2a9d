package org.warmhandoff.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.config.PartnerConfig.WhenChanged;
import org.warmhandoff.delivery.Rewriting;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.flow.holdings.HeldResource;
import org.warmhandoff.record.Priority;

/**
 * What becomes of what a partner changed or deleted, by the rule that is configured for it. All
 * else is told to a person, whatever the rule.
 */
public final class WhenChangedRules {

  private static final String BY_RULE = "the rule program-stays";

  /** Two systems that write over each other do it every night, or at once. */
  private static final Duration LATELY = Duration.ofDays(7);

  private static final int OFTEN = 3;

  private final JdbcReconciliations runs;
  private final JdbcFindings findings;
  private final FindingConcerns concerns;
  private final Rewriting rewriting;
  private final Map<String, WhenChanged> rules;
  private final Clock clock;

  /** The rules of the partners of these names. */
  public WhenChangedRules(
      JdbcReconciliations runs,
      JdbcFindings findings,
      FindingConcerns concerns,
      Rewriting rewriting,
      Map<String, WhenChanged> rules,
      Clock clock) {
    this.runs = runs;
    this.findings = findings;
    this.concerns = concerns;
    this.rewriting = rewriting;
    this.rules = Map.copyOf(rules);
    this.clock = clock;
  }

  /**
   * Does what the rule says. Part of the transaction that keeps the finding.
   *
   * @param priority of the record that it is about
   */
  void handle(FindingRow finding, Priority priority) {
    switch (finding.what().kind()) {
      case WRONG_PATIENT, EXTRA, NEWS -> concerns.open(finding, priority, "");
      case MISSING, DIFFERENT -> changed(finding, priority);
      case KEPT_DIFFERENTLY -> {} // nobody changed it since it was delivered
    }
  }

  private void changed(FindingRow finding, Priority priority) {
    switch (rules.getOrDefault(finding.partner(), WhenChanged.RAISE)) {
      case RAISE -> concerns.open(finding, priority, "");
      case KEEP_PARTNERS -> keep(finding, priority);
      case PROGRAM_STAYS ->
          writeOver(finding).ifPresent(why -> concerns.open(finding, priority, "; " + why));
    }
  }

  /** What the partner has now is no finding any more; that it was one, a person closes. */
  private void keep(FindingRow finding, Priority priority) {
    var what = finding.what();
    var version =
        what.kind() == Discrepancy.Kind.MISSING ? Optional.of(HeldResource.GONE) : what.version();
    version.ifPresent(one -> runs.accept(finding.partner(), what, one, clock.instant()));
    concerns.open(finding, priority, "; kept as the partner has it, by its rule");
    findings.close(finding, "kept as the partner has it, by its rule", clock.instant());
  }

  /** Why it is not, where it is not. */
  private Optional<String> writeOver(FindingRow finding) {
    var now = clock.instant();
    if (findings.repaired(finding.subject(), BY_RULE, now.minus(LATELY)) >= OFTEN) {
      return Optional.of(
          "written over "
              + OFTEN
              + " times in a week and changed again: settle with the partner who keeps it");
    }
    var why = rewriting.again(finding.what().delivery().orElseThrow(), BY_RULE);
    if (why.isEmpty()) {
      findings.repaired(finding, BY_RULE, now);
    }
    return why;
  }

  /** What was told of a finding before is told anew: it is another one now, or there again. */
  void anew(FindingRow finding) {
    concerns.close(finding.subject(), "is another one by reconciliation " + finding.run());
  }

  /** A later run found it well. */
  void well(FindingRow before, RunRow run) {
    concerns.close(before.subject(), "reconciliation " + run.id());
  }
}
