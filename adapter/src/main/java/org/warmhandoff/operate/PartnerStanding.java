package org.warmhandoff.operate;

import java.util.List;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.gate.PartnerStates.Availability;
import org.warmhandoff.fit.offer.Refusal;

/**
 * How a partner stands: whether it is down or wants to be left alone, and what waits for it.
 *
 * @param waiting how many deliveries wait for it
 * @param refused what it declares and refused in practice, by type and interaction
 */
public record PartnerStanding(
    PartnerConfig partner, Availability availability, long waiting, List<Refusal> refused) {

  public PartnerStanding {
    refused = List.copyOf(refused);
  }
}
