package org.warmhandoff.app;

import java.time.Clock;

/** The clock of this machine, for commands that have no adapter to ask what time it is. */
public final class MachineClock {

  private MachineClock() {}

  /** In UTC. */
  public static Clock utc() {
    return Clock.systemUTC();
  }
}
