package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the participant is: responders are sent to this place.
 *
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param note how to find and enter it
 * @param confirmedAt when the participant last confirmed to be there
 */
public record Place(
    Optional<Address> address,
    Optional<Double> latitude,
    Optional<Double> longitude,
    Optional<String> note,
    Instant confirmedAt) {

  public Place {
    requireNonNull(address);
    requireNonNull(latitude);
    requireNonNull(longitude);
    requireNonNull(note);
    requireNonNull(confirmedAt);
  }
}
