package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionTurn;

/** Our subscriptions at partners, by which they tell that something has changed. */
public interface Subscriptions {

  /** Those at that partner whose turn it is; nobody else gets them for a while. */
  List<SubscriptionTurn> due(String partner);

  /** Keeps what came of looking after one, and says when it is its turn again. */
  void keep(SubscriptionAnswer answer);
}
