package org.warmhandoff.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what libraries log out of the build's output. */
public final class SilencedLibraries {

  private SilencedLibraries() {}

  /** From now on. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral")
  public static void please() {
    // It is locked while it is set up, and gives out mere stand-ins to other threads meanwhile.
    synchronized (LoggerFactory.class) {
      level(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.ERROR);
      level("org.apache.camel", Level.OFF);
    }
  }

  private static void level(String logger, Level level) {
    ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
  }
}
