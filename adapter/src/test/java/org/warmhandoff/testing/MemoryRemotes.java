package org.warmhandoff.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.flow.port.Written;
import org.warmhandoff.partner.Remotes;

/** The ledger of one partner's ids, kept in memory. */
public final class MemoryRemotes implements Remotes {

  private final Map<String, Written> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<Written> find(String partner, String type, String identifier) {
    return Optional.ofNullable(kept.get(type + " " + identifier));
  }

  /** Keeps what a receipt says was written. */
  public void keep(List<Written> written) {
    written.forEach(one -> kept.put(one.type() + " " + one.identifier(), one));
  }
}
