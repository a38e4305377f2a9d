package org.warmhandoff.delivery;

import java.time.Clock;
import java.time.Duration;
import org.warmhandoff.config.Config.Patience;

/**
 * When what did not go is tried again, and when somebody is told of it.
 *
 * @param doubt how long a write whose answer was lost may still be carried out
 */
public record RetryTiming(Clock clock, Backoff backoff, Patience patience, Duration doubt) {}
