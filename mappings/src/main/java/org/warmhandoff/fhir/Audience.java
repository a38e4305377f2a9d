package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Sensitivity;

/**
 * To whom a record is told, as far as it matters to what is said.
 *
 * @param told what they may know
 * @param under the consents that allow it; told along, so that the receiver knows what holds
 */
public record Audience(Set<Sensitivity> told, List<Consent> under) {

  public Audience {
    told = Set.copyOf(requireNonNull(told));
    under = List.copyOf(under);
  }

  /** Somebody who may know this, and no consent is named. */
  public static Audience knowing(Set<Sensitivity> told) {
    return new Audience(told, List.of());
  }

  /** Somebody who may know everything, such as the program itself. */
  public static Audience ofAll() {
    return knowing(EnumSet.allOf(Sensitivity.class));
  }
}
