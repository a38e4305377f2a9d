package org.warmhandoff.flow.subscription;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription of ours at a partner whose turn it is to be looked after. Nothing of its secret is
 * ever printed.
 *
 * @param type of the resources that it watches, such as {@code Task}
 * @param remoteId its id there; empty where it is not made yet
 * @param hook where it calls; empty where there is to be none
 * @param secret that it is to bring from now on, if it is written
 * @param rewrite whether it is to be written in any case
 * @param end until when it is to hold, if it is written
 */
public record SubscriptionTurn(
    String partner,
    String type,
    Optional<String> remoteId,
    Optional<URI> hook,
    String secret,
    boolean rewrite,
    Instant end) {

  public SubscriptionTurn {
    requireNonNull(partner);
    requireNonNull(type);
    requireNonNull(remoteId);
    requireNonNull(hook);
    requireNonNull(secret);
    requireNonNull(end);
  }

  @Override
  public String toString() {
    return "SubscriptionTurn[" + type + " at " + partner + "]";
  }
}
