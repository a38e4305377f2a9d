package org.warmhandoff.flow.port;

import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Sending;

/** On record before it is done: from here on the partner may hold something that we do not know. */
public interface WriteAhead {

  /** What becomes of a write whose answer is lost, if it is carried out after all others. */
  enum Late {
    /** It is done all the same, over whatever is there by then. */
    DONE,
    /** It fails: it was to be written only over a version that is not the newest any more. */
    FAILS
  }

  /**
   * Puts on record that the delivery is about to be written in this form.
   *
   * @param late what becomes of the writes that follow, should they be carried out late
   * @return false where it must not be written: the lane was lost, or a newer version goes instead
   */
  boolean mayWrite(Delivery delivery, Form form, Late late);

  /**
   * Asked at once before each write: whether it would be decided so still, and the lane is ours.
   * What is sent is kept then, with what it rests on.
   */
  boolean mayDisclose(Decided decided, Sending sending);

  /**
   * Holds the lane for another lease: a record is dozens of requests at some partners, and a slow
   * one must not see the same first dozen over and over.
   *
   * @return when the lease ends now; empty where the lane was lost
   */
  Optional<Instant> prolong(Delivery delivery);
}
