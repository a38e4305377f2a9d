package org.warmhandoff.events;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a webhook stands.
 *
 * @param host of its address
 * @param waiting events that it has not taken, or not yet been found not to want
 * @param since since when the first of them has waited for it
 * @param first the number of that event
 * @param off since when it is told nothing, for it answered 410
 * @param failures in a row
 */
public record WebhookStanding(
    String name,
    String host,
    long waiting,
    Optional<Instant> since,
    OptionalLong first,
    Optional<Instant> off,
    int failures) {}
