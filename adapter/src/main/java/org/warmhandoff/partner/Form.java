package org.warmhandoff.partner;

import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;

/** A form in which a record can be handed over. */
interface Form {

  /** Whether the partner can hold the record in this form. */
  boolean fits(Matched matched, Takes takes);

  /**
   * Hands the record over, or finds that it is there already.
   *
   * @throws Said where the partner's answer ends it
   */
  Outcome hand(Matched matched, Talk talk, Takes takes);
}
