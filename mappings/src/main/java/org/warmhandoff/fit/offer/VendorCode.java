package org.warmhandoff.fit.offer;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;

/**
 * An answer that means something else than HTTP says, or more.
 *
 * @param status of HTTP
 * @param issue code of an issue in the OperationOutcome
 * @param system of a coding in the issue's details
 * @param code of the same coding
 */
public record VendorCode(
    int status,
    Optional<String> issue,
    Optional<String> system,
    Optional<String> code,
    Meaning means) {

  public VendorCode {
    requireNonNull(issue);
    requireNonNull(system);
    requireNonNull(code);
    requireNonNull(means);
  }

  /** Whether it is about that answer. */
  boolean fits(int answered, OperationOutcome outcome) {
    var bare = issue.isEmpty() && code.isEmpty();
    return status == answered && (bare || outcome.getIssue().stream().anyMatch(this::fits));
  }

  private boolean fits(OperationOutcomeIssueComponent one) {
    var said = one.getCode() == null ? "" : one.getCode().toCode();
    return issue.map(said::equals).orElse(true)
        && (code.isEmpty() || one.getDetails().getCoding().stream().anyMatch(this::fits));
  }

  private boolean fits(Coding coding) {
    return code.equals(Optional.ofNullable(coding.getCode()))
        && (system.isEmpty() || system.equals(Optional.ofNullable(coding.getSystem())));
  }

  /** What a partner means by an answer. */
  public enum Meaning {
    REFUSED,
    TRY_LATER,
    NOT_SUPPORTED,
    VERSION_CONFLICT,
    NO_SUCH_PATIENT,
    DUPLICATE
  }
}
