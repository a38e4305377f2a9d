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
   * Repairs what can be of these findings of a run; numbers of none are passed over.
   *
   * @param by who asks for it
   */
  public List<Repair> repair(long run, Set<Integer> numbers, String by) {
    return numbers.stream()
        .sorted()
        .flatMap(number -> findings.one(run, number).stream())
        .map(one -> new Repair(one, repair(one, by)))
        .toList();
  }

  /**
   * The same of all, the worst first.
   *
   * @param after begins after the finding of that number; 0 for the first
   * @param limit how many at most
   */
  public List<Repair> repairAll(long run, int after, int limit, String by) {
    return findings.of(run, after, limit).stream()
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
      case EXTRA -> extra(finding, by);
      case NEWS -> Optional.of("it is the partner's own");
      case KEPT_DIFFERENTLY ->
          Optional.of(
              "the partner kept it so when it was delivered: sent again it would be no other");
      case MISSING, DIFFERENT -> again(finding, by);
    };
  }

  /** What should not be there at all is taken back; of what is there twice one should stay. */
  private Optional<String> extra(FindingRow finding, String by) {
    var what = finding.what();
    if (!what.identifier().isEmpty()) {
      return Optional.of("it is a copy of what should be there: have the partner end it");
    }
    return repaired(
        finding, rewriting.takeBack(finding.partner(), what.record().orElseThrow(), by), by);
  }

  private Optional<String> again(FindingRow finding, String by) {
    return repaired(finding, rewriting.again(finding.what().delivery().orElseThrow(), by), by);
  }

  private Optional<String> repaired(FindingRow finding, Optional<String> why, String by) {
    if (why.isEmpty()) {
      findings.repaired(finding, by, clock.instant());
    }
    return why;
  }
}
