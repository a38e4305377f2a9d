package org.warmhandoff.benchmarks.delivery;

import java.util.Locale;

/** What is going on, for whoever waits; the table is on standard output. */
final class RunProgress {

  private RunProgress() {}

  static void say(String format, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, format, arguments));
  }
}
