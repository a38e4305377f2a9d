package org.warmhandoff.partner.client;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;

/** What the issues of an OperationOutcome say beside its text. */
final class Issues {

  private static final int MOST_PLACES = 20;

  private Issues() {}

  /** The codes of all of them. */
  static Set<String> codes(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .filter(OperationOutcomeIssueComponent::hasCode)
        .map(issue -> issue.getCode().toCode())
        .collect(Collectors.toSet());
  }

  /** The places in what was sent that they are about, in the partner's own words. */
  static List<String> places(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .flatMap(
            issue -> Stream.concat(issue.getExpression().stream(), issue.getLocation().stream()))
        .map(StringType::getValue)
        .filter(place -> place != null && !place.isBlank())
        .limit(MOST_PLACES)
        .toList();
  }

  /** Whether something went wrong. */
  static boolean hasErrors(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .anyMatch(
            issue ->
                issue.getSeverity() == IssueSeverity.ERROR
                    || issue.getSeverity() == IssueSeverity.FATAL);
  }

  /** Whether one is more than information, such as a warning, or that something was left out. */
  static boolean sayMoreThanInformation(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .anyMatch(
            issue ->
                issue.getSeverity() != IssueSeverity.INFORMATION
                    || (issue.getCode() != null && issue.getCode() != IssueType.INFORMATIONAL));
  }
}
