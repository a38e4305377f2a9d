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
   * Tells of it.
   *
   * @param priority of the record that it is about
   * @param more what else is to be said of it
   */
  void open(FindingRow finding, Priority priority, String more) {
    var what = finding.what();
    attention.open(
        new Concern(
            finding.subject(),
            reason(what.kind()),
            note(what) + more + "; reconcile show " + finding.run(),
            Optional.of(finding.partner()),
            Optional.of(finding.participant()),
            OptionalLong.empty(),
            what.record(),
            what.kind() == Discrepancy.Kind.WRONG_PATIENT ? Priority.EMERGENCY : priority,
            Duration.ZERO));
  }

  void close(String subject, String why) {
    attention.close(subject, why);
  }

  private static AttentionReason reason(Discrepancy.Kind kind) {
    return switch (kind) {
      case WRONG_PATIENT -> AttentionReason.WRONG_PATIENT;
      case MISSING -> AttentionReason.MISSING_AT_PARTNER;
      case DIFFERENT -> AttentionReason.CHANGED_AT_PARTNER;
      case EXTRA -> AttentionReason.EXTRA_AT_PARTNER;
      case NEWS -> AttentionReason.PARTNER_NEWS;
    };
  }

  private static String note(Discrepancy what) {
    return switch (what.kind()) {
      case WRONG_PATIENT ->
          what.address() + " stands on " + what.standsOn().orElse("another patient");
      case MISSING -> what.address() + " is not there any more";
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
