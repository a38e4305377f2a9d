package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who gets what is disclosed, for its accounting.
 *
 * @param partner its name in the configuration
 * @param name as it is known to people
 * @param address where it is, if that is known
 */
public record Receiver(String partner, String name, Optional<String> address) {

  public Receiver {
    requireNonNull(partner);
    requireNonNull(name);
    requireNonNull(address);
  }
}
