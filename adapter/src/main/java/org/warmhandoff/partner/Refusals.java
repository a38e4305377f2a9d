package org.warmhandoff.partner;

import java.util.Set;
import org.warmhandoff.fit.Refusal;

/** What partners advertise and have refused in practice, kept over a restart. */
public interface Refusals {

  /** What the partner has refused since its statement last changed. */
  Set<Refusal> of(String partner);

  /** Keeps that the partner refused this; once is enough. */
  void remember(String partner, Refusal refusal);

  /** Its statement has changed: what it refused before says nothing any more. */
  void forget(String partner);
}
