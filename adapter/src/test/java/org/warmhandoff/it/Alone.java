package org.warmhandoff.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.warmhandoff.app.Adapter;

/** An adapter with small limits and no partner listening, started once for tests of its doors. */
public final class Alone {

  public static final int LARGEST_RECORD = 20_000;
  public static final int LARGEST_BODY = 60_000;

  private static Adapter adapter;

  private Alone() {}

  /** The port it listens on. Tests keep apart by ids of their own. */
  public static synchronized int port() {
    if (adapter == null) {
      adapter = start();
    }
    return adapter.port();
  }

  private static Adapter start() {
    try {
      var setting =
          Setting.alone(Files.createTempDirectory("alone"))
              .delivery("first-pause: 1m")
              .intake("largest-record: " + LARGEST_RECORD, "largest-body: " + LARGEST_BODY);
      return Adapter.start(setting.config());
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
