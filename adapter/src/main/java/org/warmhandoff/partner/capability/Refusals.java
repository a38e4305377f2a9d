package org.warmhandoff.partner.capability;

import java.util.Set;
import org.warmhandoff.fit.offer.Refusal;

/** What partners advertise and have refused in practice, kept over a restart. */
public interface Refusals {

  /**
   * What the partner has refused since its statement last changed, and not so long ago that it is
   * tried again.
   */
  Set<Refusal> of(String partner);

  /** Keeps that the partner refused this, for longer each time that it does so again. */
  void remember(String partner, Refusal refusal);

  /** Its statement has changed: what it refused before says nothing any more. */
  void forget(String partner);
}
