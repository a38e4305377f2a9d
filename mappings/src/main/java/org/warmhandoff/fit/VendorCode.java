package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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
