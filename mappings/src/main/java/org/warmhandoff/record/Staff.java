package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Somebody who works for the program.
 *
 * @param npi National Provider Identifier with a valid check digit
 */
public record Staff(String id, String name, String role, Optional<String> npi) {

  public Staff {
    requireNonNull(id);
    requireNonNull(name);
    requireNonNull(role);
    requireNonNull(npi);
  }
}
