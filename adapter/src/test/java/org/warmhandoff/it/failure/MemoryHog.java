package org.warmhandoff.it.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An agent in the adapter's process that takes all memory as soon as a file is there. */
public final class MemoryHog {

  private static final long LOOK_NANOS = 20_000_000;
  private static final int MEGABYTE = 1024 * 1024;
  private static final List<byte[]> TAKEN = new ArrayList<>();

  private MemoryHog() {}

  /**
   * Begins to look for the file.
   *
   * @param file its path
   */
  public static void premain(String file) {
    var thread = new Thread(() -> takeAllWhenThereIs(Path.of(file)), "hog");
    thread.setDaemon(true);
    thread.start();
  }

  private static void takeAllWhenThereIs(Path file) {
    while (!Files.exists(file)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    while (true) {
      TAKEN.add(new byte[MEGABYTE]);
    }
  }
}
