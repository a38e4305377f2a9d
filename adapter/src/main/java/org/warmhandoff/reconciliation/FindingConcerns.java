package org.warmhandoff.reconciliation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.Priority;

/** What a person should see of findings: one item for each, by ids only. */
public final class FindingConcerns {

  private final JdbcAttention attention;

  /** Tells of them there. */
  public FindingConcerns(JdbcAttention attention) {
    this.attention = attention;
  }

  /** What a finding is told apart by from run to run. */
  static String subject(String partner, Discrepancy what) {
    var value = what.identifier().substring(what.identifier().lastIndexOf('|') + 1);
    return "reconciliation/"
        + partner
        + "/"
        + (what.delivery().isPresent()
            ? what.type() + "/" + value
            : what.kind().word() + "/" + what.address());
  }

  /**
   * Tells of it; of what was told before and is the same since, whoever has closed that item knows.
   * What stands in somebody else's chart is told until it does not.
   *
   * @param priority of the record that it is about
   * @param more what else is to be said of it
   */
  void open(FindingRow finding, Priority priority, String more) {
    var concern = concern(finding, priority, more);
    if (finding.isKnown() && finding.what().kind() != Discrepancy.Kind.WRONG_PATIENT) {
      attention.renew(concern);
    } else {
      attention.open(concern);
    }
  }

  private static Concern concern(FindingRow finding, Priority priority, String more) {
    var what = finding.what();
    return new Concern(
        finding.subject(),
        reason(what.kind()),
        note(what) + more + "; reconcile show " + finding.run(),
        Optional.of(finding.partner()),
        Optional.of(finding.participant()),
        OptionalLong.empty(),
        what.record(),
        what.kind() == Discrepancy.Kind.WRONG_PATIENT ? Priority.EMERGENCY : priority,
        Duration.ZERO);
  }

  void close(String subject, String why) {
    attention.close(subject, why);
  }

  private static AttentionReason reason(Discrepancy.Kind kind) {
    return switch (kind) {
      case WRONG_PATIENT -> AttentionReason.WRONG_PATIENT;
      case MISSING -> AttentionReason.MISSING_AT_PARTNER;
      case DIFFERENT, KEPT_DIFFERENTLY -> AttentionReason.CHANGED_AT_PARTNER;
      case EXTRA -> AttentionReason.EXTRA_AT_PARTNER;
      case NEWS -> AttentionReason.PARTNER_NEWS;
    };
  }

  private static String note(Discrepancy what) {
    return switch (what.kind()) {
      case WRONG_PATIENT ->
          what.address()
              + what.standsOn()
                  .map(
                      patient ->
                          " stands on " + patient + ": not the participant, or not in use there")
                  .orElse(" is not to be found, and the participant's chart is not in use there");
      case MISSING -> what.address() + " is not there any more";
      case KEPT_DIFFERENTLY -> what.address() + " is kept otherwise there in " + places(what);
      case DIFFERENT -> what.address() + " was changed there in " + places(what);
      case EXTRA ->
          what.identifier().isEmpty()
              ? what.address() + " holds there and should not"
              : what.address() + " is a copy of what stands there already";
      case NEWS -> what.address() + " is the partner's own, about a crisis";
    };
  }

  private static String places(Discrepancy what) {
    var count = what.differences().size();
    return what.differences().isEmpty()
        ? "some place"
        : what.differences().get(0).place() + (count > 1 ? " and " + (count - 1) + " more" : "");
  }
}
