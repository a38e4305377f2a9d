package org.warmhandoff.partner.client;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.warmhandoff.flow.message.Outcome.TryLater;

/** How many requests a second this adapter makes to a partner, evenly. */
public final class RateLimit {

  private static final double NANOS = 1e9;

  private final Optional<RateLimiter> limiter;

  /**
   * A pace.
   *
   * @param perSecond requests a second; empty: as fast as it goes
   * @param patience how long a request may wait for its turn
   */
  public RateLimit(String partner, OptionalDouble perSecond, Duration patience) {
    this.limiter =
        perSecond.isEmpty()
            ? Optional.empty()
            : Optional.of(
                RateLimiter.of(
                    partner,
                    RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(
                            Duration.ofNanos((long) (NANOS / perSecond.getAsDouble())))
                        .timeoutDuration(patience)
                        .build()));
  }

  /** Waits for the next turn. Empty where it comes in time. */
  Optional<PartnerFailure> await() {
    return limiter.filter(one -> !one.acquirePermission()).map(one -> notInTime());
  }

  private static PartnerFailure notInTime() {
    return new PartnerFailure(TryLater.unasked("our own limit of requests a second"));
  }
}
