package org.warmhandoff.followup;

/** What came of something that staff wanted to record of a referral. */
public sealed interface Recording {

  /** It is in the trail at that partner. */
  record InTrail(String partner) implements Recording {}

  /**
   * Nothing of that name is there to record it of.
   *
   * @param why in our own words, with what there is
   */
  record NothingThere(String why) implements Recording {}

  /**
   * It cannot be, and nothing was changed.
   *
   * @param why in our own words, with what is possible now
   */
  record NotPossible(String why) implements Recording {}
}
