package org.warmhandoff.partner.write;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.flow.message.Written;

/** The ledger of remote ids: our resources as partners name them. */
@FunctionalInterface
public interface Remotes {

  /**
   * One of our resources.
   *
   * @param unseenSince since when the partner says that it has made it and does not show it; empty
   *     where it was seen there
   */
  record Remote(Written written, Optional<Instant> unseenSince) {

    public Remote {
      requireNonNull(written);
      requireNonNull(unseenSince);
    }
  }

  /**
   * What the partner's resource with this identifier was when it was last written.
   *
   * @param identifier ours, as {@code system|value}
   */
  Optional<Remote> find(String partner, String type, String identifier);
}
