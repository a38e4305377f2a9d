package org.warmhandoff.disclosure;

import org.warmhandoff.record.Words;

/** Why something is not disclosed. Says nothing of the content. */
public enum Ground {
  /** No consent names this partner, its role or its class. */
  NO_CONSENT,
  /** The newest consent on it has been taken back, or is known not to be one. */
  CONSENT_REVOKED,
  /** The newest consent on it has ended, or not yet begun. */
  CONSENT_NOT_IN_FORCE,
  /** Consents are in force for the partner and do not cover all that this record needs. */
  NOT_IN_SCOPE,
  /** The participant excluded it. */
  EXCLUDED,
  /** The participant excluded it for somebody who is not known; so it is for everybody. */
  EXCLUDED_FOR_SOMEBODY_UNKNOWN,
  /** The program has agreed not to (45 CFR 164.522). */
  RESTRICTED,
  /** The only consents on it have no date. */
  CONSENT_WITHOUT_DATE,
  /** The consent lacks what 42 CFR 2.31(a) asks for. */
  CONSENT_INCOMPLETE,
  /** Who signed could not sign that. */
  SIGNER_WITHOUT_AUTHORITY,
  /** It passes on what it gets, and the consent does not say to whom (42 CFR 2.31(a)(4)(ii)). */
  INTERMEDIARY_NOT_LIMITED,
  /** Notes of counselling go only under a consent for these alone (42 CFR 2.31(b)). */
  COUNSELLING_NOTES,
  /** Without what may not be told the rest would mean nothing. */
  REST_MEANS_NOTHING;

  /** The word used in the API, such as {@code not-in-scope}. */
  public String word() {
    return Words.word(this);
  }
}
