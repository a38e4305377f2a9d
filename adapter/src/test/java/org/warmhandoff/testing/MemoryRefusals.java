package org.warmhandoff.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.partner.capability.Refusals;

/** Refusals of one partner, kept in memory. */
public final class MemoryRefusals implements Refusals {

  private final Set<Refusal> kept = ConcurrentHashMap.newKeySet();

  @Override
  public Set<Refusal> of(String partner) {
    return Set.copyOf(kept);
  }

  @Override
  public void remember(String partner, Refusal refusal) {
    kept.add(refusal);
  }

  @Override
  public void forget(String partner) {
    kept.clear();
  }
}
