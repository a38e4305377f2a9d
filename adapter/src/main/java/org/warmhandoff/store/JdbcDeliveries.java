package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKind;

/** Looks deliveries up. Reads only. */
public final class JdbcDeliveries {

  /** Which deliveries are meant; what is empty does not matter. */
  public record Filter(
      Optional<String> partner, Set<DeliveryState> states, Optional<String> participantId) {

    public Filter {
      states = Set.copyOf(states);
    }

    /** Whether it leaves nothing out. */
    public boolean isEmpty() {
      return partner.isEmpty() && states.isEmpty() && participantId.isEmpty();
    }
  }

  private final JdbcClient db;
  private final Clock clock;

  /** The deliveries in this database. */
  public JdbcDeliveries(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Every delivery of the record, by partner, the last version first. */
  public List<DeliveryView> of(RecordKind kind, String id) {
    return select("d.kind = :kind and d.record_id = :record order by d.partner, d.version desc")
        .param("kind", kind.word())
        .param("record", id)
        .query(DeliveryView::of)
        .list();
  }

  /** The delivery of that number. */
  public Optional<DeliveryView> one(long id) {
    return select("d.id = :id").param("id", id).query(DeliveryView::of).optional();
  }

  /**
   * The first of those that are meant, in the order in which they were planned.
   *
   * @param after the number after which to begin; 0 for all
   */
  public List<DeliveryView> find(Filter filter, long after, int limit) {
    var conditions = new ArrayList<>(List.of("d.id > :after"));
    filter.partner().ifPresent(name -> conditions.add("d.partner = :partner"));
    filter.participantId().ifPresent(id -> conditions.add("d.participant_id = :participant"));
    if (!filter.states().isEmpty()) {
      conditions.add("d.state in (:states)");
    }
    var statement =
        select(String.join(" and ", conditions) + " order by d.id limit :limit")
            .param("after", after)
            .param("limit", limit);
    filter.partner().ifPresent(name -> statement.param("partner", name));
    filter.participantId().ifPresent(id -> statement.param("participant", id));
    if (!filter.states().isEmpty()) {
      statement.param("states", filter.states().stream().map(DeliveryState::name).toList());
    }
    return statement.query(DeliveryView::of).list();
  }

  private JdbcClient.StatementSpec select(String where) {
    return db.sql(
            "select "
                + DeliveryView.COLUMNS
                + " from delivery d join lane l on l.partner = d.partner"
                + " and l.participant_id = d.participant_id where "
                + where)
        .param("now", column(clock.instant()));
  }
}
