package org.warmhandoff.operate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.delivery.Operating.Moved;
import org.warmhandoff.store.JdbcDeliveries.Filter;

/** Moves of many deliveries at once. */
public final class BulkMoves {

  private final Operating operating;
  private final KnownPartners partners;

  /** Moves of deliveries to these partners. */
  public BulkMoves(Operating operating, KnownPartners partners) {
    this.operating = operating;
    this.partners = partners;
  }

  /**
   * Which deliveries a move is meant for.
   *
   * @param deliveries those of these numbers; where none is named, all that the filter lets through
   */
  public record MoveTargets(List<Long> deliveries, Filter filter) {

    public MoveTargets {
      deliveries = List.copyOf(deliveries);
    }

    /** Those of these numbers. */
    public static MoveTargets of(List<Long> deliveries) {
      return new MoveTargets(deliveries, new Filter(Optional.empty(), Set.of(), Optional.empty()));
    }

    /** All that fit, however many they are. */
    public static MoveTargets of(Filter filter) {
      return new MoveTargets(List.of(), filter);
    }

    /** Whether it leaves nothing out: nobody means everything that was ever planned. */
    public boolean isEverything() {
      return deliveries.isEmpty() && filter.isEmpty();
    }
  }

  /** What would come of a move; empty where no partner of the name that is meant is known. */
  public Optional<List<Moved>> dry(Move move, MoveTargets meant) {
    return ids(meant).map(ids -> operating.dry(move, ids));
  }

  /**
   * Carries it out, each delivery by itself. Empty where no partner of the name that is meant is
   * known.
   *
   * @param by who does it, as they signed on
   */
  public Optional<List<Moved>> carryOut(Move move, MoveTargets meant, String by) {
    return ids(meant).map(ids -> operating.carryOut(move, ids, by));
  }

  private Optional<List<Long>> ids(MoveTargets meant) {
    var ids = meant.deliveries().isEmpty() ? operating.meant(meant.filter()) : meant.deliveries();
    return Optional.of(ids).filter(found -> !found.isEmpty() || !isToAnUnknownPartner(meant));
  }

  private boolean isToAnUnknownPartner(MoveTargets meant) {
    return meant.filter().partner().filter(partners::isUnknown).isPresent();
  }
}
