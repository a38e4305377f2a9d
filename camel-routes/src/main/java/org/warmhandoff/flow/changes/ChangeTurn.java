package org.warmhandoff.flow.changes;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.record.Priority;

/**
 * A search at a partner for what has changed there, whose turn it is.
 *
 * @param type of the resources, such as {@code Task}
 * @param priority as what is open there needs it; never that of an emergency, which is read
 * @param since the stamp, by the partner's own clock, up to which all was seen; empty where nothing
 *     was searched yet
 * @param overlap by how much it is searched before that: what is stamped may be shown later
 * @param settled the stamp up to which it is not searched again, overlap or not
 * @param anchor where one of ours is there that was read before, such as {@code Task/88}: where
 *     nothing was searched yet it is begun from its stamp, and it must be shown
 * @param at when its turn came, by our clock
 */
public record ChangeTurn(
    String partner,
    String type,
    Priority priority,
    Optional<Instant> since,
    Duration overlap,
    Optional<Instant> settled,
    Optional<String> anchor,
    Instant at) {

  public ChangeTurn {
    requireNonNull(partner);
    requireNonNull(type);
    requireNonNull(priority);
    requireNonNull(since);
    requireNonNull(overlap);
    requireNonNull(settled);
    requireNonNull(anchor);
    requireNonNull(at);
  }

  /** The stamp from which on it is searched; empty where nothing was searched yet. */
  public Optional<Instant> from() {
    return since
        .map(stamp -> stamp.minus(overlap))
        .map(
            early ->
                settled
                    .filter(stamp -> !stamp.isBefore(early))
                    .map(stamp -> stamp.plusMillis(1))
                    .orElse(early));
  }

  /** Whether nothing that was seen needs to be shown again. */
  public boolean mayShowNothing() {
    return since.isPresent() && settled.filter(stamp -> !stamp.isBefore(since.get())).isPresent();
  }
}
