package org.warmhandoff.app;

import static org.slf4j.LoggerFactory.getLogger;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.warmhandoff.flow.port.Attention;

/**
 * What is looked after every few seconds, one thing after the other. Where one cannot be, such as a
 * directory that is gone, the others are all the same.
 */
final class LookedAfter implements Attention {

  private static final Logger log = getLogger(LookedAfter.class);

  private final Map<String, Runnable> all = new LinkedHashMap<>();

  /**
   * That as well, after what was named before.
   *
   * @param what as the log names it
   */
  LookedAfter and(String what, Runnable look) {
    all.put(what, look);
    return this;
  }

  @Override
  public void notifyDue() {
    all.forEach(LookedAfter::look);
  }

  private static void look(String what, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException cannot) {
      // Each is a kind of its own, of which few lines a minute are written.
      log.error(what + " cannot be looked after: {}", cannot.getClass().getSimpleName());
    }
  }
}
