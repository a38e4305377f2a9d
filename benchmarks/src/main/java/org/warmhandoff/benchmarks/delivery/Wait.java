package org.warmhandoff.benchmarks.delivery;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting for something that another process does. */
final class Wait {

  private static final long PAUSE = 10;

  private Wait() {}

  /**
   * Returns when it is so.
   *
   * @throws IllegalStateException where it is not so in time
   */
  static void until(String what, Duration longest, Callable<Boolean> so) {
    var end = System.nanoTime() + longest.toNanos();
    try {
      while (!so.call()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("not within " + longest + ": " + what);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE);
      }
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(what, failed);
    }
  }
}
