package org.warmhandoff.operate;

import java.util.Optional;
import java.util.Set;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDeliveries.Filter;

/** The partners that somebody may name; any other name is mistyped. */
public final class KnownPartners {

  private final Set<String> configured;
  private final JdbcDeliveries deliveries;

  /** The configured ones, by name, and those that these deliveries are for. */
  public KnownPartners(Set<String> configured, JdbcDeliveries deliveries) {
    this.configured = Set.copyOf(configured);
    this.deliveries = deliveries;
  }

  /** Whether a partner of that name is configured. */
  public boolean isConfigured(String partner) {
    return configured.contains(partner);
  }

  /** One that is not configured any more is known as long as there are deliveries to it. */
  public boolean isUnknown(String partner) {
    var any = new Filter(Optional.of(partner), Set.of(), Optional.empty());
    return !isConfigured(partner) && deliveries.find(any, 0, 1).isEmpty();
  }
}
