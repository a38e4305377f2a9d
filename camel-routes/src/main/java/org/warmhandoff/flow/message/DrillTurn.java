package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

/** A drill whose turn it is to go on. */
public record DrillTurn(long drill, String partner) {

  public DrillTurn {
    requireNonNull(partner);
  }
}
