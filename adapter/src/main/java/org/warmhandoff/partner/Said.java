package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
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

  /** The answer to a question after a write. As long as it is not seen, the write is unknown. */
  static <T> T afterWriting(Supplier<T> question) {
    try {
      return question.get();
    } catch (Said said) {
      throw new Said(
          new Outcome.Unknown("written, and could not be read back: " + said.outcome().note()));
    }
  }

  Outcome outcome() {
    return outcome;
  }
}
