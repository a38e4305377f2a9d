package org.warmhandoff.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.partner.capability.Statements;

/** Statements kept in memory. */
public final class MemoryStatements implements Statements {

  private final Map<String, KeptStatement> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<KeptStatement> find(String partner) {
    return Optional.ofNullable(kept.get(partner));
  }

  @Override
  public void keep(String partner, String json, Instant readAt) {
    kept.put(partner, new KeptStatement(json, readAt));
  }
}
