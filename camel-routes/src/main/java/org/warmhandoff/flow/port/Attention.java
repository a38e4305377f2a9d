package org.warmhandoff.flow.port;

/** What needs a person's hand. */
@FunctionalInterface
public interface Attention {

  /** Tells, once, of what did not put itself right in its time. */
  void notifyDue();
}
