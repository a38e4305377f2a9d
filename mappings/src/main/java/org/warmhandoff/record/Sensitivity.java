package org.warmhandoff.record;

/** What a consent can allow somebody to know. */
public enum Sensitivity {
  MENTAL_HEALTH,
  /** Records under 42 CFR Part 2. */
  SUBSTANCE_USE,
  SAFETY_PLAN,
  /** Where the participant is now. */
  LOCATION;

  /** The word used in JSON, such as {@code substance-use}. */
  public String word() {
    return Words.word(this);
  }
}
