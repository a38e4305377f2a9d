package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.referral.SeenVersions;

/** What came of asking a partner of a referral. */
public sealed interface ReferralAnswer {

  /** Of which it was asked. */
  FollowedReferral followed();

  /**
   * The partner shows it.
   *
   * @param versions of the resources that say so
   */
  record Told(FollowedReferral followed, ReferralStatus status, SeenVersions versions)
      implements ReferralAnswer {

    public Told {
      requireNonNull(followed);
      requireNonNull(status);
      requireNonNull(versions);
    }
  }

  /** The partner was asked, and shows nothing of it. */
  record NothingShown(FollowedReferral followed) implements ReferralAnswer {

    public NothingShown {
      requireNonNull(followed);
    }
  }

  /**
   * Nothing is known of it that was not known before.
   *
   * @param why as a delivery would end by it
   */
  record NotTold(FollowedReferral followed, Outcome why) implements ReferralAnswer {

    public NotTold {
      requireNonNull(followed);
      requireNonNull(why);
    }
  }
}
