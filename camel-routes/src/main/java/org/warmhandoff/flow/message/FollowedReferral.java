package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;

/**
 * A referral that a partner has and of which it is not known yet how it ended.
 *
 * @param key the version that the partner has
 * @param askedToStop whether the program does not want it any more
 * @param mayAsk whether the partner may be asked of it now
 */
public record FollowedReferral(
    String partner, RecordKey key, Priority priority, boolean askedToStop, boolean mayAsk) {

  public FollowedReferral {
    requireNonNull(partner);
    requireNonNull(key);
    requireNonNull(priority);
  }
}
