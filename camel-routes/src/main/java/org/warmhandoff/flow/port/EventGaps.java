package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;

/** What subscriptions at partners have not told of, as the numbers of their events show. */
public interface EventGaps {

  /** Events at that partner that are to be asked for; nobody else gets them for a while. */
  List<EventGap> missing(String partner);

  /** Keeps what came of asking: what it names is looked at now, or else everything is. */
  void keep(EventGapAnswer answer);
}
