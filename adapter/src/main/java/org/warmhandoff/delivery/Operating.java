package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcRemotes;

/** What an operator may do to deliveries: each by itself, and on record by whom. */
public final class Operating {

  /** What may be done. */
  public enum Move {
    /** One that waits goes now. */
    RETRY,
    /** One that was set aside, cancelled or handed over by hand goes again. */
    RELEASE,
    /** One that is not to go. Can be undone by releasing it. */
    CANCEL,
    /** The printed page was brought. Can be undone by releasing it. */
    HANDED_OVER;

    /** Where it leads from there, or why it does not. */
    private Destination from(DeliveryView delivery) {
      var state = delivery.state();
      return switch (this) {
        case RETRY ->
            state == DeliveryState.WAITING
                ? Destination.to(DeliveryState.WAITING)
                : Destination.no("does not wait: it is " + state.word());
        case RELEASE ->
            DeliveryState.PARKED.contains(state)
                    || state == DeliveryState.CANCELLED
                    || state == DeliveryState.HANDED_OVER
                ? Destination.to(DeliveryState.WAITING)
                : Destination.no("was not set aside: it is " + state.word());
        case CANCEL ->
            state.next().contains(DeliveryState.CANCELLED)
                ? Destination.to(DeliveryState.CANCELLED)
                : Destination.no("cannot be cancelled: it is " + state.word());
        case HANDED_OVER ->
            state == DeliveryState.BY_HAND
                ? Destination.to(DeliveryState.HANDED_OVER)
                : Destination.no("is not to be brought by hand: it is " + state.word());
      };
    }
  }

  /** Where a move leads, or why it does not. */
  private record Destination(Optional<DeliveryState> to, String why) {

    static Destination to(DeliveryState state) {
      return new Destination(Optional.of(state), "");
    }

    static Destination no(String why) {
      return new Destination(Optional.empty(), why);
    }
  }

  /**
   * What came of a move.
   *
   * @param to where the delivery stands now, or would; empty where it stays
   * @param why it stays; empty where it moves
   */
  public record Moved(DeliveryView delivery, Optional<DeliveryState> to, String why) {}

  private static final int MOST = 1000;

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Lanes lanes;
  private final JdbcDeliveries deliveries;
  private final JdbcReceipts receipts;
  private final JdbcRemotes remotes;
  private final JdbcLedger ledger;
  private final JdbcAttention attention;
  private final Consumer<String> wakeUp;
  private final JdbcReferralLives lives;
  private final EventLog events;
  private final Clock clock;

  /**
   * The operator's hand in this database.
   *
   * @param wakeUp called with the name of a partner that something is due for
   */
  public Operating(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcReceipts receipts,
      JdbcRemotes remotes,
      JdbcLedger ledger,
      JdbcAttention attention,
      Consumer<String> wakeUp,
      Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.lanes = lanes;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.remotes = remotes;
    this.ledger = ledger;
    this.attention = attention;
    this.wakeUp = wakeUp;
    this.lives = new JdbcReferralLives(db);
    this.events = new EventLog(db, clock);
    this.clock = clock;
  }

  /** The numbers of all that fit, however many they are. */
  public List<Long> meant(JdbcDeliveries.Filter filter) {
    var all = new ArrayList<Long>();
    var page = deliveries.find(filter, 0, MOST);
    while (!page.isEmpty()) {
      page.forEach(view -> all.add(view.id()));
      page = deliveries.find(filter, all.get(all.size() - 1), MOST);
    }
    return all;
  }

  /** What would come of the move; changes nothing. Numbers of no delivery are passed over. */
  public List<Moved> dry(Move move, List<Long> ids) {
    return each(ids, delivery -> moved(delivery, step(move, delivery)));
  }

  /** Does it, for each by itself, and says what came of it. */
  public List<Moved> carryOut(Move move, List<Long> ids, String by) {
    var moved = each(ids, delivery -> transaction.execute(tx -> carryOut(move, delivery.id(), by)));
    moved.stream()
        .filter(one -> one.to().isPresent())
        .map(one -> one.delivery().partner())
        .distinct()
        .forEach(wakeUp);
    return moved;
  }

  /**
   * A person has decided who a participant is at a partner: whatever may have stopped there for
   * want of it goes now. First what waits, for one that is on its way may end with a person, and is
   * then among those that were set aside.
   */
  public void goOn(String partner, String participant, String by) {
    carryOut(Move.RETRY, in(partner, participant, Set.of(DeliveryState.WAITING)), by);
    carryOut(
        Move.RELEASE,
        in(partner, participant, Set.of(DeliveryState.NEEDS_PERSON, DeliveryState.REFUSED)),
        by);
  }

  private List<Long> in(String partner, String participant, Set<DeliveryState> states) {
    return meant(new JdbcDeliveries.Filter(Optional.of(partner), states, Optional.of(participant)));
  }

  private List<Moved> each(List<Long> ids, Function<DeliveryView, Moved> work) {
    return ids.stream().flatMap(id -> deliveries.one(id).stream()).map(work).toList();
  }

  private Moved carryOut(Move move, long id, String by) {
    var before = deliveries.one(id).orElseThrow();
    lanes.hold(before.partner(), before.participantId());
    var delivery = deliveries.one(id).orElseThrow();
    var step = step(move, delivery);
    step.to().ifPresent(to -> write(move, delivery, to, by));
    return moved(delivery, step);
  }

  private static Moved moved(DeliveryView delivery, Destination step) {
    return new Moved(delivery, step.to(), step.why());
  }

  private Destination step(Move move, DeliveryView delivery) {
    if (delivery.stand().underWay()) {
      return Destination.no("is under way now");
    }
    var step = move.from(delivery);
    var gone = move == Move.RELEASE && receipts.newerIsPlanned(delivery.partner(), delivery.key());
    return gone ? Destination.no(new Outcome.Superseded().note()) : step;
  }

  private void write(Move move, DeliveryView delivery, DeliveryState to, String by) {
    var said = Words.words(move) + " by " + by;
    var waits = to == DeliveryState.WAITING;
    db.sql(
            """
            update delivery
               set state = :state, note = :note, due_at = :now, settled_at = :settled,
                   released = :released,
                   behind = :waits and %s
             where id = :id
            """
                .formatted(OlderWaits.than("delivery")))
        .param("state", to.name())
        .param("note", said)
        .param("now", column(clock.instant()))
        .param("settled", waits ? null : column(clock.instant()))
        .param("waits", waits)
        .param("released", move == Move.RELEASE)
        .param("id", delivery.id())
        .update();
    if (move == Move.RELEASE) {
      remotes.forgetUnseen(delivery.partner(), delivery.key());
    }
    if (move == Move.HANDED_OVER) {
      beginLife(delivery);
    }
    if (!waits || move == Move.RELEASE) {
      attention.close(Concern.delivery(delivery.id()), by);
    }
    ledger.write("operate", delivery.key(), delivery.partner(), said);
    if (delivery.state() != to) {
      events.ofDelivery(
          EventType.of(to, delivery.key().kind()).orElse(EventType.DELIVERY_RESUMED),
          delivery.id());
    }
    lanes.unblock(delivery.partner(), delivery.key());
    lanes.refresh(delivery.partner(), delivery.participantId());
  }

  /** Nobody can be asked of it, but that nobody answers is told. */
  private void beginLife(DeliveryView delivery) {
    lives.begin(
        delivery.partner(),
        delivery.key(),
        delivery.participantId(),
        delivery.priority(),
        false,
        clock.instant());
  }
}
