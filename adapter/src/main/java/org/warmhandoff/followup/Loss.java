package org.warmhandoff.followup;

import java.util.SortedSet;

/**
 * What was seen of a referral at a partner and is not seen any more.
 *
 * @param words what that is, in our own words, such as {@code the partner does not show
 *     ServiceRequest/77 any more}
 */
record Loss(String words) {

  /** That in which the partner had answered. */
  static final Loss ALL = new Loss("the partner does not show any more what it answered in");

  /** What it held later than what it holds now. */
  static final Loss RESTORED =
      new Loss("the partner shows an older version than before, as after a backup is put back");

  /** Those resources; what the partner answers in is there. */
  static Loss of(SortedSet<String> addresses) {
    return new Loss("the partner does not show " + String.join(", ", addresses) + " any more");
  }
}
