package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.warmhandoff.record.Sensitivity;

/**
 * A delivery that consent allows, now.
 *
 * @param told what the partner may know; a place not among it is left out
 */
public record Permitted(Opened opened, Set<Sensitivity> told) implements Leg {

  public Permitted {
    requireNonNull(opened);
    told = Set.copyOf(told);
  }

  @Override
  public Delivery delivery() {
    return opened.delivery();
  }
}
