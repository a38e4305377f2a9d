package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.fhir.base.Audience;

/**
 * A delivery of what may be disclosed, now.
 *
 * @param disclosed all that is told of the record
 */
public record Permitted(Opened opened, Disclosed disclosed) implements Decided {

  public Permitted {
    requireNonNull(opened);
    requireNonNull(disclosed);
  }

  /** Whom it is told to, as far as it matters to how it is said. */
  public Audience audience() {
    return Audience.ANYBODY.amongPlans(opened.plansInForce()).edition(delivery().edition());
  }
}
