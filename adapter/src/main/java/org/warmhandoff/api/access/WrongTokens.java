package org.warmhandoff.api.access;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.warmhandoff.api.access.RepeatedFailures.Limits;

/**
 * Tokens that are none of this adapter's, by the address that they came from. Whoever sends many is
 * asked to wait, longer each time; a right token is let in all the same, for behind a proxy
 * everybody has one address, and nobody must keep a crisis from coming in by guessing.
 */
public final class WrongTokens {

  private static final Logger log = getLogger(WrongTokens.class);

  private static final Limits LIMITS =
      new Limits(20, 10, Duration.ofMinutes(1), Duration.ofMinutes(10));

  private final RepeatedFailures byAddress;
  private final SeldomLine line;

  /** None so far. */
  public WrongTokens(Clock clock) {
    this.byAddress = new RepeatedFailures(clock, LIMITS);
    this.line = new SeldomLine(clock);
  }

  /** One more from there; how long it should wait with the next, where it sends many. */
  synchronized Optional<Duration> from(String address) {
    byAddress.count(address);
    line.due()
        .ifPresent(
            times ->
                log.warn(
                    "{} requests with a token that is none of ours, the last from {}",
                    times,
                    address));
    return byAddress.left(address);
  }
}
