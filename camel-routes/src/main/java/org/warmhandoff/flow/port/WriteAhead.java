package org.warmhandoff.flow.port;

import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.fit.Form;

/** On record before it is done: from here on the partner may hold something that we do not know. */
public interface WriteAhead {

  /**
   * Puts on record that the delivery is about to be written in this form. Called once in an
   * attempt, before the first write.
   *
   * @return false where it must not be written: the lane was lost, or a newer version goes instead
   */
  boolean mayWrite(Delivery delivery, Form form);

  /**
   * Holds the lane for another lease: a record is dozens of requests at some partners, and a slow
   * one must not see the same first dozen over and over.
   *
   * @return when the lease ends now; empty where the lane was lost
   */
  Optional<Instant> prolong(Delivery delivery);
}
