package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.flow.port.Outcome;

/**
 * Carries an outcome out of HAPI's fluent calls. Never leaves this package: outside, an answer is a
 * value.
 */
final class Said extends RuntimeException {

  private final transient Outcome outcome;

  Said(Outcome outcome) {
    super(outcome.note(), null, false, false);
    this.outcome = requireNonNull(outcome);
  }

  Outcome outcome() {
    return outcome;
  }
}
