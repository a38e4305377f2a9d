package org.warmhandoff.operate;

import java.util.List;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcLedger.Line;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.JdbcStates.AcceptedVersion;
import org.warmhandoff.store.LifeRow;

/**
 * What has become of a record: how far it has come, and how many have its last version.
 *
 * @param versions every accepted one, the last first
 * @param deliveries of every version
 * @param history of every version, station by station
 * @param referred where a referral is in its life, at each partner that has it
 */
public record RecordStanding(
    RecordKind kind,
    String id,
    List<AcceptedVersion> versions,
    List<DeliveryView> deliveries,
    List<Line> history,
    List<ReferredTo> referred,
    boolean participantIsHere) {

  /** A referral at a partner that has it, and what either side said of it, in order. */
  public record ReferredTo(LifeRow life, List<TrailEntry> trail) {

    public ReferredTo {
      trail = List.copyOf(trail);
    }

    /** Whether that was an answer that staff recorded, and took back later. */
    public boolean isTakenBack(TrailEntry entry) {
      return trail.stream()
          .flatMap(one -> one.recorded().stream())
          .anyMatch(one -> one.takesBack().orElse(0) == entry.number());
    }
  }

  /** How far a record has come. */
  public enum State {
    WAITING_FOR_PARTICIPANT,
    NOT_ADDRESSED,
    NEEDS_ATTENTION,
    IN_DELIVERY,
    SETTLED;

    /** As it is written. */
    public String word() {
      return Words.word(this);
    }
  }

  /** How many of those who should have the last version have it. */
  public enum Reached {
    EVERYBODY,
    SOME,
    NOBODY,
    NOT_NEEDED;

    /** As it is written. */
    public String word() {
      return Words.word(this);
    }
  }

  public RecordStanding {
    versions = List.copyOf(versions);
    deliveries = List.copyOf(deliveries);
    history = List.copyOf(history);
    referred = List.copyOf(referred);
  }

  /** The version that was accepted last. */
  public AcceptedVersion last() {
    return versions.get(0);
  }

  /** How far it has come, by what became of all its deliveries. */
  public State state() {
    if (!participantIsHere) {
      return State.WAITING_FOR_PARTICIPANT;
    }
    if (deliveries.isEmpty()) {
      return kind == RecordKind.PARTICIPANT ? State.SETTLED : State.NOT_ADDRESSED;
    }
    if (DeliveryState.PARKED.stream().anyMatch(this::isAnyIn)) {
      return State.NEEDS_ATTENTION;
    }
    return isAnyIn(DeliveryState.WAITING) ? State.IN_DELIVERY : State.SETTLED;
  }

  private boolean isAnyIn(DeliveryState state) {
    return deliveries.stream().anyMatch(delivery -> delivery.state() == state);
  }

  /**
   * Who has the last version. Who was passed over for want of consent should have it, or nobody
   * would ask for the consent.
   */
  public Reached reached() {
    var ofLast =
        deliveries.stream().filter(delivery -> delivery.version() == last().version()).toList();
    var meant = ofLast.stream().filter(one -> one.state() != DeliveryState.NOT_NEEDED).toList();
    if (kind == RecordKind.PARTICIPANT || (meant.isEmpty() && !ofLast.isEmpty())) {
      return Reached.NOT_NEEDED;
    }
    var have = meant.stream().filter(RecordStanding::hasIt).count();
    if (have == 0) {
      return Reached.NOBODY;
    }
    return have == meant.size() ? Reached.EVERYBODY : Reached.SOME;
  }

  private static boolean hasIt(DeliveryView delivery) {
    return delivery.state() == DeliveryState.DELIVERED
        || delivery.state() == DeliveryState.HANDED_OVER;
  }
}
