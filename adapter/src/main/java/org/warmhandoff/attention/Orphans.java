package org.warmhandoff.attention;

import java.util.Collection;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.store.JdbcStates;

/** Deliveries of partners that are not configured: told at start, for nobody claims them. */
public final class Orphans {

  /** Looks for them, and tells. */
  public Orphans(JdbcStates states, JdbcAttention attention, Collection<String> configured) {
    var waitedFor = states.partnersWithWaiting();
    attention.partnersWith(AttentionReason.NOT_CONFIGURED).stream()
        .filter(name -> configured.contains(name) || !waitedFor.contains(name))
        .forEach(
            name ->
                attention.close(
                    Concern.partner(name, AttentionReason.NOT_CONFIGURED), "nothing waits"));
    waitedFor.stream()
        .filter(name -> !configured.contains(name))
        .forEach(name -> raise(name, states, attention));
  }

  private static void raise(String name, JdbcStates states, JdbcAttention attention) {
    attention.ofPartner(
        name,
        AttentionReason.NOT_CONFIGURED,
        states.count(name, DeliveryState.WAITING)
            + " deliveries wait for a partner that is not configured: configure it, or cancel"
            + " them");
  }
}
