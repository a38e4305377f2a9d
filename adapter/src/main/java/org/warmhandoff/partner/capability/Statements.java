package org.warmhandoff.partner.capability;

import java.time.Instant;
import java.util.Optional;

/** Where partners' CapabilityStatements are kept over a restart. */
public interface Statements {

  /** A statement as it was read. */
  record KeptStatement(String json, Instant readAt) {}

  /** The last statement of the partner, if it was ever read. */
  Optional<KeptStatement> find(String partner);

  /** Keeps the statement in place of the one before. */
  void keep(String partner, String json, Instant readAt);
}
