package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Delivery;

/** Deliveries waiting for their partner, in one table so that a restart loses nothing. */
public interface Outbox {

  /** Writes what follows from a cleared parcel. Part of the intake's transaction. */
  void enqueue(Cleared cleared);

  /**
   * Claims what is due for the partner, urgent first, at most one delivery a lane and no more than
   * the partner has room for. A claim is a lease: it falls due again by itself.
   */
  List<Delivery> claimDue(String partner);

  /**
   * Looks for what waits for the partner and would never be claimed, which should not be, and sees
   * to it that it is.
   */
  void mend(String partner);

  /** Writes down how a claimed delivery went. Changes nothing if the lease was lost. */
  void settle(AttemptResult answer);
}
