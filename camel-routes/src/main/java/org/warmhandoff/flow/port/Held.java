package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

/**
 * What a partner holds of an earlier version of a record.
 *
 * @param version the record's, not the partner's
 */
public record Held(int version, Receipt receipt) {

  public Held {
    requireNonNull(receipt);
  }
}
