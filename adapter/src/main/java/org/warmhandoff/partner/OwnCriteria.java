package org.warmhandoff.partner;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Program;

/** By what whatever is ours of a referral is searched for, whichever referral it is. */
final class OwnCriteria {

  private OwnCriteria() {}

  /**
   * A value of {@code identifier}: the name spaces of ours that such resources have.
   *
   * @see <a href="https://hl7.org/fhir/R4/search.html#token">{@code system|}: any of that
   *     system</a>
   */
  static String identifiers(Program program, String type) {
    return (type.equals("Task")
            ? Stream.of("referral-task", "referral-abort")
            : Stream.of("referral"))
        .map(family -> program.identifier(family, "").getSystem() + "|")
        .collect(joining(","));
  }
}
