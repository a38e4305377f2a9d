package org.warmhandoff.events;

import java.time.Instant;
import java.util.Optional;

/**
 * How a webhook stands.
 *
 * @param host of its address
 * @param waiting events that it has not taken, or not yet been found not to want
 * @param since since when the first of them has waited for it
 * @param off since when it is told nothing, for it answered 410
 * @param failures in a row
 */
public record WebhookStanding(
    String name,
    String host,
    long waiting,
    Optional<Instant> since,
    Optional<Instant> off,
    int failures) {}
