package org.warmhandoff.partner;

import java.util.Optional;
import org.warmhandoff.flow.port.Written;

/** The ledger of remote ids: our resources as partners name them. */
@FunctionalInterface
public interface Remotes {

  /**
   * What the partner's resource with this identifier was when it was last written.
   *
   * @param identifier ours, as {@code system|value}
   */
  Optional<Written> find(String partner, String type, String identifier);
}
