package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A postal address in the United States.
 *
 * @param state USPS code of two letters
 * @param postalCode ZIP or ZIP+4
 */
public record Address(
    List<String> line, String city, Optional<String> county, String state, String postalCode) {

  public Address {
    line = List.copyOf(line);
    requireNonNull(city);
    requireNonNull(county);
    requireNonNull(state);
    requireNonNull(postalCode);
  }

  /** The address in one line, as an envelope has it. */
  public String oneLine() {
    return String.join(", ", line) + ", " + city + ", " + state + " " + postalCode;
  }
}
