package org.warmhandoff.flow.subscription;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Events of a subscription of ours at a partner that it has counted and not told of, and that are
 * asked for now.
 *
 * @param type of the resources that the subscription watches, such as {@code Task}
 * @param subscription its id at the partner
 * @param first the number of the first that is missing
 * @param last the number of the last that is missing, not lower than the first
 * @param until when others may ask for them
 */
public record EventGap(
    String partner, String type, String subscription, long first, long last, Instant until) {

  public EventGap {
    requireNonNull(partner);
    requireNonNull(type);
    requireNonNull(subscription);
    requireNonNull(until);
  }

  /** How many are missing, at least 1. */
  public long size() {
    return last - first + 1;
  }

  /** Whether the event of that number is one of them. */
  public boolean holds(long number) {
    return number >= first && number <= last;
  }
}
