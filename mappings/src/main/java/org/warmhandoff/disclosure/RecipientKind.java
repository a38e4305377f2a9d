package org.warmhandoff.disclosure;

import org.warmhandoff.record.Words;

/** What a recipient is to the rules: by it they say what it may do with what it gets. */
public enum RecipientKind {
  /** Covered by HIPAA, such as a clinic or a hospital (45 CFR 160.103). */
  COVERED_ENTITY,
  /** Works for one that is (45 CFR 160.103). */
  BUSINESS_ASSOCIATE,
  /** A federally assisted program for substance use (42 CFR 2.11). */
  PART_2_PROGRAM,
  /** Passes on what it gets, such as a health information exchange (42 CFR 2.11, 2.24). */
  INTERMEDIARY,
  POLICE,
  /** Somebody near the participant. */
  CONTACT,
  OTHER;

  /** Whether it can be one of those who treat the participant. */
  boolean treats() {
    return this == COVERED_ENTITY || this == PART_2_PROGRAM;
  }

  /** The word used in the configuration, such as {@code part-2-program}. */
  public String word() {
    return Words.word(this);
  }
}
