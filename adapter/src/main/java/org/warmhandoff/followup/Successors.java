package org.warmhandoff.followup;

import java.util.Optional;

/** Who may be asked where a partner does not take a referral on. */
public interface Successors {

  /**
   * The next in line after that partner, to whom the referral may be disclosed as things stand;
   * empty where there is none, or the program does not want it any more.
   */
  Optional<String> next(String partner, String referralId);
}
