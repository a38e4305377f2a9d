package org.warmhandoff.delivery.gate;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.config.PartnerConfig.QuietHours;
import org.warmhandoff.delivery.gate.PartnerStates.Availability;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.record.Priority;

/**
 * How much of what is due may be claimed for a partner now: by its breaker, its limits, its quiet
 * hours and the time it asked to be left alone.
 *
 * <p>While a partner is down one delivery at a time probes it. When it is back, hands are given
 * slowly: one, two, four and so on.
 */
public final class Gates {

  private final PartnerStates states;
  private final Breaker breaker;
  private final Ceilings ceilings;
  private final Map<String, Optional<QuietHours>> quiet;
  private final Leasing pace;

  /**
   * What time it is.
   *
   * @param lease how long a probe may take before there is another
   */
  public record Leasing(Clock clock, Duration lease) {}

  /** The gates of the partners with these quiet hours. */
  public Gates(
      PartnerStates states,
      Breaker breaker,
      Ceilings ceilings,
      Map<String, Optional<QuietHours>> quiet,
      Leasing pace) {
    this.states = states;
    this.breaker = breaker;
    this.ceilings = ceilings;
    this.quiet = Map.copyOf(quiet);
    this.pace = pace;
  }

  private enum Passage {
    OPEN,
    PROBE,
    CLOSED
  }

  /** What may be claimed now. */
  public static final class Room {

    private final String partner;
    private final Map<Priority, Integer> most;
    private Passage way;

    private Room(String partner, Map<Priority, Integer> most, Passage way) {
      this.partner = partner;
      this.most = most;
      this.way = way;
    }

    /** How many deliveries, those of higher priority counted in. */
    public int hands(Priority priority) {
      return most.getOrDefault(priority, 0);
    }
  }

  /**
   * What may be claimed now. One worker is kept for emergencies where there are two.
   *
   * @param free workers of this node that are free, of all
   */
  public Room room(String partner, int free, int all) {
    var standing = states.of(partner);
    if (standing.heldUntil().filter(until -> !until.isAfter(pace.clock().instant())).isPresent()) {
      breaker.holdIsOver(partner);
    }
    if (standing.down()) {
      breaker.streak(partner).startSlowly();
      var due = standing.probeAt().filter(at -> !at.isAfter(pace.clock().instant())).isPresent();
      return new Room(partner, most(partner, standing, due ? 1 : 0, 0), Passage.PROBE);
    }
    var kept = all > 1 ? 1 : 0;
    // One hand beside the one that is kept, however slowly it begins: else routine work never does.
    var atMost = Math.max(breaker.streak(partner).hands(), kept + 1);
    var hands = Math.min(free, atMost - (all - free));
    return new Room(partner, most(partner, standing, hands, kept), Passage.OPEN);
  }

  private Map<Priority, Integer> most(String partner, Availability standing, int hands, int kept) {
    var most = new EnumMap<Priority, Integer>(Priority.class);
    for (var priority : Priority.values()) {
      if (isOpen(priority, partner, standing)) {
        most.put(priority, priority == Priority.EMERGENCY ? hands : hands - kept);
      }
    }
    return most;
  }

  private boolean isOpen(Priority priority, String partner, Availability standing) {
    var now = pace.clock().instant();
    if (!ceilings.isOpen(partner, priority, standing, now)) {
      return false;
    }
    var isLeftAlone = standing.heldUntil().filter(now::isBefore).isPresent();
    return switch (priority) {
      case EMERGENCY -> true;
      case URGENT -> !isLeftAlone;
      case ROUTINE -> !isLeftAlone && quiet.get(partner).filter(hours -> hours.at(now)).isEmpty();
    };
  }

  /** Before a lane is claimed: of several nodes one takes the probe. */
  public boolean enter(Room room) {
    if (room.way == Passage.PROBE) {
      room.way = states.takeProbe(room.partner, pace.lease()) ? Passage.OPEN : Passage.CLOSED;
    }
    return room.way == Passage.OPEN;
  }

  /** Keeps what an attempt says of the partner. Part of the settling's transaction. */
  public void heard(AttemptResult answer) {
    ceilings.raise(answer.delivery().partner());
    breaker.heard(answer);
  }

  /**
   * Whether a partner may be asked something now that is no delivery: not while it is down, which
   * deliveries find out, and else as if it were one of that priority.
   */
  public boolean mayAsk(String partner, Priority priority) {
    var standing = states.of(partner);
    return !standing.down() && isOpen(priority, partner, standing);
  }

  /** Keeps what such an answer says of the partner: that it wants to be left alone. */
  public void heard(String partner, Outcome outcome) {
    if (outcome.reach() == Reach.BUSY) {
      breaker.hold(partner, outcome);
    }
  }

  /** How the partner stands. */
  public Availability standing(String partner) {
    return states.of(partner);
  }
}
