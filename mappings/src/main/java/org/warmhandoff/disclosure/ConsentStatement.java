package org.warmhandoff.disclosure;

import java.time.LocalDate;
import java.util.Optional;
import org.warmhandoff.record.Consent;

/**
 * What a consent says of one recipient and one kind of content.
 *
 * @param day on which it was said; empty where that is not known
 */
record ConsentStatement(Consent consent, Provision provision, Optional<LocalDate> day) {

  /** What it says. */
  enum Provision {
    PERMITTED,
    EXCLUDED,
    /** Excluded for somebody who is not known. */
    EXCLUDED_FOR_SOMEBODY,
    /** Allowed less than an earlier one, and not this. */
    LEFT_OUT
  }

  boolean permits() {
    return provision == Provision.PERMITTED;
  }
}
