package org.warmhandoff.keys;

/** A key that cannot be used, in words that tell nothing of it. */
public final class UnusableKey extends Exception {

  private static final long serialVersionUID = 1L;

  /** Because of that. */
  public UnusableKey(String why) {
    super(why, null, false, false);
  }
}
