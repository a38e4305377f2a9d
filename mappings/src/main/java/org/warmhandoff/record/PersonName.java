package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A person's name.
 *
 * @param given legal given names in order, at least one
 * @param preferred what the person wants to be called
 */
public record PersonName(String family, List<String> given, Optional<String> preferred) {

  public PersonName {
    requireNonNull(family);
    given = List.copyOf(given);
    requireNonNull(preferred);
  }

  /** Legal name, given names first. */
  public String full() {
    return String.join(" ", given) + " " + family;
  }
}
