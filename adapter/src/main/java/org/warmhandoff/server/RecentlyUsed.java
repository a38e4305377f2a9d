package org.warmhandoff.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of callers, by a key of theirs, for so many of them and no more: whoever was not
 * looked up for the longest is forgotten. Not for several threads at once.
 *
 * @param <V> what is known of one
 */
public final class RecentlyUsed<V> extends LinkedHashMap<String, V> {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 10_000;
  private static final int AT_FIRST = 16;
  private static final float LOAD = 0.75f;

  /** Nobody so far; ten thousand at most. */
  public RecentlyUsed() {
    super(AT_FIRST, LOAD, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
