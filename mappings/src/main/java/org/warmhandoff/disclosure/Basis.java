package org.warmhandoff.disclosure;

import org.warmhandoff.record.Words;

/** On what a disclosure rests. */
public enum Basis {
  /** The participant's consent. */
  CONSENT,
  /** A medical emergency that was declared (42 CFR 2.51). */
  MEDICAL_EMERGENCY,
  /** A serious and imminent threat that was declared (45 CFR 164.512(j)). */
  SERIOUS_THREAT,
  /** Nothing is told: what was disclosed before is taken back. */
  TAKING_BACK;

  /** The word used in the API, such as {@code medical-emergency}. */
  public String word() {
    return Words.word(this);
  }
}
