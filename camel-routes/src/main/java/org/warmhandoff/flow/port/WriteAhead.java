package org.warmhandoff.flow.port;

import org.warmhandoff.fit.Form;

/** On record before it is done: from here on the partner may hold something that we do not know. */
@FunctionalInterface
public interface WriteAhead {

  /**
   * Puts on record that the delivery is about to be written in this form. Called once in an
   * attempt, before the first write.
   *
   * @return false where it must not be written: the lane was lost, or a newer version goes instead
   */
  boolean mayWrite(Delivery delivery, Form form);
}
