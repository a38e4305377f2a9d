package org.warmhandoff.partner;

import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.partner.client.LeaseGuard;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.record.Priority;

/** Begins conversations with one partner. Whoever begins one closes it. */
public final class Conversations {

  private final PartnerSession.Line line;

  Conversations(PartnerSession.Line line) {
    this.line = line;
  }

  /** For that delivery, as long as it holds its lane. */
  PartnerSession of(Decided decided, WriteAhead lanes) {
    return new PartnerSession(line, LeaseGuard.of(decided, lanes, line.clock()));
  }

  /** To ask something that is as urgent as that. */
  PartnerSession asking(Priority priority) {
    return new PartnerSession(line, LeaseGuard.asking(priority, line.clock()));
  }

  /** To look after a subscription of ours. */
  PartnerSession subscribing() {
    return new PartnerSession(line, LeaseGuard.subscribing(line.clock()));
  }

  /** On nobody's behalf. */
  PartnerSession ofNobody() {
    return new PartnerSession(line, LeaseGuard.endless(line.clock()));
  }
}
