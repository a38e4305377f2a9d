package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/**
 * A delivery with its record and the participant as they are now.
 *
 * @param held what the partner holds of an earlier version
 */
public record Opened(
    Delivery delivery, ProgramRecord record, Participant participant, Optional<Held> held)
    implements Leg {

  public Opened {
    requireNonNull(delivery);
    requireNonNull(record);
    requireNonNull(participant);
    requireNonNull(held);
  }
}
