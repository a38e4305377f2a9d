package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.ReferralAnswer;

/** The referrals of which it is not known yet how they ended, and what is heard of them. */
public interface FollowUp {

  /**
   * Those of that partner whose turn it is, the most urgent first; nobody else gets them for a
   * while.
   */
  List<FollowedReferral> due(String partner);

  /** Keeps what came of asking: once, however often it is said, and says when it is asked again. */
  void keep(ReferralAnswer answer);
}
