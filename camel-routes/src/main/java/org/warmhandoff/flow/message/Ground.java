package org.warmhandoff.flow.message;

import org.warmhandoff.record.Words;

/** Why something was withheld. Says nothing of the content. */
public enum Ground {
  /** No consent names this partner or its role. */
  NO_CONSENT,
  /** A consent names the partner and has been revoked. */
  CONSENT_REVOKED,
  /** A consent names the partner and has ended or not yet begun. */
  CONSENT_NOT_IN_FORCE,
  /** Consents are in force for the partner and do not cover all of this record. */
  NOT_IN_SCOPE;

  /** The word used in the API, such as {@code not-in-scope}. */
  public String word() {
    return Words.word(this);
  }
}
