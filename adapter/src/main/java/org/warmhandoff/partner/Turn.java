package org.warmhandoff.partner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.WriteAhead;

/** How long an attempt may go on: until its lease ends, which is prolonged while there is work. */
final class Turn {

  private final Clock clock;
  private final Supplier<Optional<Instant>> prolong;
  private Instant ends;

  private Turn(Clock clock, Instant ends, Supplier<Optional<Instant>> prolong) {
    this.clock = clock;
    this.ends = ends;
    this.prolong = prolong;
  }

  static Turn of(Delivery delivery, WriteAhead lanes, Clock clock) {
    return new Turn(clock, delivery.lease().ends(), () -> lanes.prolong(delivery));
  }

  /** Of what is asked on nobody's behalf. */
  static Turn endless(Clock clock) {
    return new Turn(clock, Instant.MAX, Optional::empty);
  }

  /** Whether it is ours for that long; false where the lane was lost. */
  boolean lasts(Duration time) {
    var until = clock.instant().plus(time);
    if (until.isAfter(ends)) {
      ends = prolong.get().orElse(ends);
    }
    return !until.isAfter(ends);
  }
}
