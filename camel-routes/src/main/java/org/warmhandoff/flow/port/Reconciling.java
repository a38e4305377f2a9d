package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer;

/** What partners should hold, participant by participant, and what was found there. */
public interface Reconciling {

  /** Those whose turn it is at that partner, at most one; nobody else gets it for a while. */
  List<HeldByPartner> due(String partner);

  /** Keeps what was found, once, and goes on to the next participant. */
  void keep(HoldingsAnswer answer);
}
