package org.warmhandoff.cli.tools;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Says how far it is where somebody looks on and it takes long; else nothing. */
final class Progress {

  private static final long LONG = 2_000_000_000L;
  private static final long PAUSE = 200_000_000L;

  private final PrintWriter err;
  private final boolean seen;
  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private boolean said;

  /**
   * Says it here.
   *
   * @param seen whether that is a terminal
   */
  Progress(PrintWriter err, boolean seen, LongSupplier nanoTime) {
    this.err = err;
    this.seen = seen;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.next = LONG;
  }

  /** On the caller's terminal, as the launcher saw it. */
  static Progress on(PrintWriter err) {
    return new Progress(err, Boolean.getBoolean("warmhandoff.terminal.err"), System::nanoTime);
  }

  void step(String what, int done, int all) {
    var passed = nanoTime.getAsLong() - start;
    if (seen && passed >= next) {
      next = passed + PAUSE;
      said = true;
      err.print("\r%s %d of %d ".formatted(what, done, all));
      err.flush();
    }
  }

  /** Leaves the line as if nothing had been said. */
  void end() {
    if (said) {
      err.print("\r" + " ".repeat(60) + "\r");
      err.flush();
    }
  }
}
