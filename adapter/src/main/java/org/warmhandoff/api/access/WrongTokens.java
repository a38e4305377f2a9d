package org.warmhandoff.api.access;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Tokens that are none of this adapter's, by the address that they came from. Whoever sends many is
 * asked to wait, longer each time; a right token is let in all the same, for behind a proxy
 * everybody has one address, and nobody must keep a crisis from coming in by guessing.
 */
public final class WrongTokens {

  private static final Logger log = getLogger(WrongTokens.class);

  private static final int MOST_ADDRESSES = 1000;
  private static final int FREE = 20;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private record Tries(int count, Instant last) {}

  private final Clock clock;
  private final Map<String, Tries> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };
  private int sinceLastLine;
  private Instant lastLine = Instant.MIN;

  /** None so far. */
  public WrongTokens(Clock clock) {
    this.clock = clock;
  }

  /** One more from there; how long it should wait with the next, where it sends many. */
  synchronized Optional<Duration> from(String address) {
    var now = clock.instant();
    var before = byAddress.get(address);
    var goesOn = before != null && before.last().plus(FORGOTTEN_AFTER).isAfter(now);
    var count = goesOn ? before.count() + 1 : 1;
    byAddress.put(address, new Tries(count, now));
    report(address, now);
    return count <= FREE ? Optional.empty() : Optional.of(pause(count - FREE));
  }

  /** Doubled with each ten. */
  private static Duration pause(int beyond) {
    var pause = Duration.ofSeconds(1L << Math.min(10, beyond / 10));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private void report(String address, Instant now) {
    sinceLastLine++;
    if (lastLine.plus(BETWEEN_LINES).isBefore(now)) {
      log.warn(
          "{} requests with a token that is none of ours, the last from {}",
          sinceLastLine,
          address);
      sinceLastLine = 0;
      lastLine = now;
    }
  }
}
