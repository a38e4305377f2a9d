package org.warmhandoff.reconciliation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.delivery.Rewriting;

/** What operators have put right of what was found: by the normal line, where that is right. */
public final class Repairing {

  private final JdbcFindings findings;
  private final Rewriting rewriting;
  private final Clock clock;

  /** Repairs of these findings. */
  public Repairing(JdbcFindings findings, Rewriting rewriting, Clock clock) {
    this.findings = findings;
    this.rewriting = rewriting;
    this.clock = clock;
  }

  /**
   * What came of one.
   *
   * @param why it is not repaired, and what to do instead; empty where the delivery goes once more
   */
  public record Repair(FindingRow finding, Optional<String> why) {}

  /**
   * Repairs what can be.
   *
   * @param numbers of the run's findings; empty for all
   * @param by who asks for it
   */
  public List<Repair> repair(long run, Set<Integer> numbers, String by) {
    return findings.of(run).stream()
        .filter(one -> numbers.isEmpty() || numbers.contains(one.number()))
        .map(one -> new Repair(one, repair(one, by)))
        .toList();
  }

  private Optional<String> repair(FindingRow finding, String by) {
    if (finding.closed().isPresent()) {
      return finding.closedBy().map("is over: "::concat);
    }
    return switch (finding.what().kind()) {
      case WRONG_PATIENT ->
          Optional.of(
              "a person looks first: telephone the partner, which has it moved or ended, decide by"
                  + " match who the participant is there, and reconcile again");
      case EXTRA -> Optional.of("nothing of ours is deleted there: have the partner end it");
      case NEWS -> Optional.of("it is the partner's own");
      case MISSING, DIFFERENT -> again(finding, by);
    };
  }

  private Optional<String> again(FindingRow finding, String by) {
    var why = rewriting.again(finding.what().delivery().orElseThrow(), by);
    if (why.isEmpty()) {
      findings.repaired(finding, by, clock.instant());
    }
    return why;
  }
}
