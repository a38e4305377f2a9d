package org.warmhandoff.partner;

import java.util.Optional;
import org.warmhandoff.record.Priority;

/** Counts what a partner is asked, of which there may be only so much a day. */
@FunctionalInterface
public interface RequestQuota {

  /**
   * One more request is about to be sent to that partner.
   *
   * @param of the priority of the delivery that it is for; empty where it is for none, such as the
   *     question what the partner takes, which is counted and always allowed
   * @return false where the day's requests for that priority are used up; it is not counted then
   */
  boolean mayAsk(String partner, Optional<Priority> of);
}
