package org.warmhandoff.record;

/** What a partner is to the participants it serves. */
public enum PartnerRole {
  PRIMARY_CARE,
  PSYCHIATRY,
  CRISIS_CENTER,
  MOBILE_CRISIS,
  EMERGENCY_DEPARTMENT,
  HIGHER_LEVEL_OF_CARE,
  AFTERCARE;

  /** The word used in JSON and in the configuration, such as {@code crisis-center}. */
  public String word() {
    return Words.word(this);
  }
}
