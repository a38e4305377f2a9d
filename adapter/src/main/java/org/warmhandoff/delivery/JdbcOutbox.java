package org.warmhandoff.delivery;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.record.Priority;
import org.warmhandoff.store.Durability;

/**
 * Deliveries waiting for their partner, in one table so that a restart loses nothing.
 *
 * <p>What is claimed is the lane: its lease is pushed ahead. If the worker dies, the lane falls due
 * again by itself; there is no reaper. Before anything is written at the partner that is put on
 * record ({@link #mayWrite}), so that after a death between the partner's commit and ours the
 * partner is asked first.
 */
public final class JdbcOutbox implements Outbox {

  private static final Logger log = getLogger(JdbcOutbox.class);

  /** Looked for every second or so; beyond that a worker is not slow but gone. */
  private static final Duration STANDS_STILL = Duration.ofMinutes(5);

  /** Less may be a clock that is kept right. */
  private static final Duration PUT_BACK = Duration.ofSeconds(2);

  /** Lanes that another worker takes in between must not leave this one without work. */
  private static final int SPARE = 8;

  private final TransactionTemplate transaction;
  private final Planning planning;
  private final Settling settling;
  private final Lanes lanes;
  private final LaneRepair forgotten;
  private final ClockRollbackRepair clockRollbackRepair;
  private final LookingAgain lookingAgain;
  private final JdbcAttempts attempts;
  private final Gates gates;
  private final Durability durability;
  private final Clock clock;
  private final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
  private final Map<ClaimedDelivery, Long> livesOfWrites = new ConcurrentHashMap<>();
  private final PendingSettlements pendingSettlements = new PendingSettlements();
  private final Map<String, Instant> lastAsked = new ConcurrentHashMap<>();

  /**
   * The outbox in this database.
   *
   * @param transaction whose commit need not outlast a power cut
   * @param parallel for each partner, how many deliveries at a time
   */
  public JdbcOutbox(
      TransactionTemplate transaction,
      Planning planning,
      Settling settling,
      Lanes lanes,
      LaneRepair forgotten,
      ClockRollbackRepair clockRollbackRepair,
      LookingAgain lookingAgain,
      JdbcAttempts attempts,
      Gates gates,
      Durability durability,
      Clock clock,
      Map<String, Integer> parallel) {
    this.transaction = transaction;
    this.planning = planning;
    this.settling = settling;
    this.lanes = lanes;
    this.forgotten = forgotten;
    this.clockRollbackRepair = clockRollbackRepair;
    this.lookingAgain = lookingAgain;
    this.attempts = attempts;
    this.gates = gates;
    this.durability = durability;
    this.clock = clock;
    var now = clock.instant();
    parallel.forEach((partner, all) -> inFlight.put(partner, new InFlight(all, now)));
  }

  @Override
  public void enqueue(Cleared cleared) {
    planning.plan(cleared);
  }

  @Override
  public List<Delivery> claimDue(String partner) {
    mendWhereTheClockWasPutBack(partner);
    settleWhatCouldNotBe(partner);
    var inHand = inFlight.get(partner);
    var free = inHand.free(clock.instant());
    lookingAgain
        .due(partner)
        .forEach(one -> transaction.executeWithoutResult(tx -> lookingAgain.begin(partner, one)));
    var claimed = free == 0 ? List.<Delivery>of() : transaction.execute(tx -> claim(partner, free));
    claimed.forEach(one -> inHand.hold(one, one.lease().ends(), clock.instant()));
    return claimed;
  }

  private void settleWhatCouldNotBe(String partner) {
    for (var answer : pendingSettlements.of(partner, clock.instant())) {
      try {
        settle(answer);
      } catch (DataAccessException | TransactionException stillAway) {
        log.debug("delivery {} cannot be settled yet", answer.delivery().id());
        return; // each would wait for the store as long as this one
      }
    }
  }

  /** Else what is due, or leased, by the clock of before would wait for the next hourly look. */
  private void mendWhereTheClockWasPutBack(String partner) {
    var now = clock.instant();
    var before = lastAsked.put(partner, now);
    if (before != null && now.isBefore(before.minus(PUT_BACK))) {
      mend(partner);
    }
  }

  private List<Delivery> claim(String partner, int free) {
    var room = gates.room(partner, free, inFlight.get(partner).all());
    var claimed = new ArrayList<Delivery>();
    for (var priority : Priority.values()) {
      claim(partner, priority, room, claimed);
    }
    claimed.forEach(attempts::begin);
    return claimed;
  }

  private void claim(String partner, Priority priority, Gates.Room room, List<Delivery> claimed) {
    var most = room.hands(priority);
    if (claimed.size() >= most) {
      return;
    }
    for (var participant : lanes.due(partner, priority, most - claimed.size() + SPARE)) {
      if (claimed.size() < most && gates.enter(room)) {
        lanes.claim(partner, participant, priority).ifPresent(claimed::add);
      }
    }
  }

  /**
   * See {@link WriteAhead#mayWrite}. It does not outlast a power cut by itself: before anything is
   * sent, that is put on record as well, and whoever waits for that in the same life of the
   * database ({@link #lifeOfWrite}) waits for both.
   */
  public boolean mayWrite(Delivery delivery, Form form, Late late) {
    var life = durability.life();
    var may =
        Boolean.TRUE.equals(transaction.execute(tx -> attempts.mayWrite(delivery, form, late)));
    if (may) {
      livesOfWrites.put(ClaimedDelivery.of(delivery), life);
    }
    return may;
  }

  /**
   * Until the caller's transaction ends, nothing is planned or settled for the participant of that
   * claimed delivery at its partner.
   */
  public void hold(Delivery delivery) {
    lanes.holdOpen(delivery.partner(), delivery.participantId());
  }

  /** In which life of the database that delivery was last put on record as about to be written. */
  public long lifeOfWrite(Delivery delivery) {
    return livesOfWrites.getOrDefault(ClaimedDelivery.of(delivery), durability.life());
  }

  /** See {@link WriteAhead#prolong}. */
  public Optional<Instant> prolong(Delivery delivery) {
    var ends = lanes.prolong(delivery);
    ends.ifPresent(
        until -> {
          attempts.prolong(delivery);
          inFlight.get(delivery.partner()).hold(delivery, until, clock.instant());
        });
    return ends;
  }

  @Override
  public void mend(String partner) {
    clockRollbackRepair.bringBack(partner);
    for (var participant : forgotten.of(partner)) {
      log.warn("the lane of {} at {} did not know what is due in it; mended", participant, partner);
      transaction.executeWithoutResult(tx -> forgotten.mend(partner, participant));
    }
  }

  /**
   * The partners to which nothing goes any more though something should: nobody looks for what is
   * due, or whoever began to deliver has not come back long after its time.
   */
  public List<String> standingStill() {
    var now = clock.instant();
    return inFlight.entrySet().stream()
        .filter(one -> one.getValue().standsStill(now, STANDS_STILL))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public void settle(AttemptResult answer) {
    try {
      settling.settle(answer);
      pendingSettlements.drop(answer);
    } catch (DataAccessException | TransactionException away) {
      pendingSettlements.keep(answer);
      throw away;
    } finally {
      inFlight.get(answer.delivery().partner()).lay(answer.delivery());
      livesOfWrites.remove(ClaimedDelivery.of(answer.delivery()));
    }
  }
}
