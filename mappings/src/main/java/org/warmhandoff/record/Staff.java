package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Somebody who works for the program.
 *
 * @param role in the program's own words
 * @param npi National Provider Identifier with a valid check digit
 */
public record Staff(
    String id, String name, String role, Optional<CareFunction> function, Optional<String> npi) {

  public Staff {
    requireNonNull(id);
    requireNonNull(name);
    requireNonNull(role);
    requireNonNull(function);
    requireNonNull(npi);
  }
}
