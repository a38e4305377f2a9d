package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Sensitivity;

/**
 * A delivery that consent allows, now.
 *
 * @param told what the partner may know; a place not among it is left out
 * @param under the consents that it rests on
 */
public record Permitted(Opened opened, Set<Sensitivity> told, List<Consent> under)
    implements DeliveryStage {

  public Permitted {
    requireNonNull(opened);
    told = Set.copyOf(told);
    under = List.copyOf(under);
  }

  /** Whom it is told to, as far as it matters to what is said. */
  public Audience audience() {
    return new Audience(told, under).amongPlans(opened.plansInForce());
  }

  @Override
  public Delivery delivery() {
    return opened.delivery();
  }
}
