package org.warmhandoff.record;

/** What a consent can allow somebody to know. */
public enum Sensitivity {
  MENTAL_HEALTH,
  /** Records under 42 CFR Part 2. */
  SUBSTANCE_USE,
  SAFETY_PLAN,
  /** Where the participant is now. */
  LOCATION,
  /** Who the people near the participant are; told with the rest unless it is excluded. */
  CONTACTS,
  /** Notes of counselling sessions, under a consent for these alone (42 CFR 2.31(b)). */
  COUNSELLING_NOTES;

  /** The word used in JSON, such as {@code substance-use}. */
  public String word() {
    return Words.word(this);
  }
}
