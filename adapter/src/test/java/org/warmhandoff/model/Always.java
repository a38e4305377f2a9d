package org.warmhandoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Store;

/** What holds of the store after every step. */
final class Always {

  private static final int ALL = 10_000;

  private final Store store;
  private final Bridge bridge;
  private final Map<Long, DeliveryState> before = new HashMap<>();

  Always(Store store, Bridge bridge) {
    this.store = store;
    this.bridge = bridge;
  }

  /** Checks the deliveries as they stand now against what they were the last time. */
  void check(List<DeliveryView> now) {
    now.forEach(this::movedLegally);
    now.forEach(this::isSeenIfItStays);
    lanesKnowWhatIsDue();
  }

  private void movedLegally(DeliveryView delivery) {
    var was = before.put(delivery.id(), delivery.state());
    if (was == null) {
      assertThat(reachable(DeliveryState.FIRST)).contains(delivery.state());
    } else if (was != delivery.state()) {
      assertThat(reachable(was.next())).as("from %s", was).contains(delivery.state());
    }
  }

  /** A step may make two moves, such as refused and superseded. */
  private static Set<DeliveryState> reachable(Set<DeliveryState> first) {
    var all = new HashSet<>(first);
    first.forEach(state -> all.addAll(state.next()));
    return all;
  }

  private void isSeenIfItStays(DeliveryView delivery) {
    var items =
        bridge.attention().open(ALL).stream()
            .filter(item -> item.delivery().orElse(-1) == delivery.id())
            .count();
    if (DeliveryState.PARKED.contains(delivery.state())) {
      assertThat(items).as("somebody is told of %s", delivery).isEqualTo(1);
    } else if (delivery.state() != DeliveryState.WAITING
        && delivery.state() != DeliveryState.WITHHELD) {
      assertThat(items).as("nobody looks at %s in vain", delivery).isZero();
    }
  }

  /** As if every lane were asked anew. */
  private void lanesKnowWhatIsDue() {
    var wrong =
        store
            .db()
            .sql(
                """
                select count(*) from lane l
                 where %s or %s or %s
                """
                    .formatted(
                        differs("due_emergency", 1),
                        differs("due_urgent", 2),
                        differs("due_routine", 3)))
            .query(Long.class)
            .single();
    assertThat(wrong).as("lanes that do not know what is due in them").isZero();
  }

  private static String differs(String column, int priority) {
    return """
    coalesce(l.%s, timestamp with time zone '1970-01-01 00:00:00+00')
      <> coalesce((select min(d.due_at) from delivery d
                    where d.partner = l.partner and d.participant_id = l.participant_id
                      and d.state = 'WAITING' and d.priority = %d
                      and not exists (select 1 from delivery o
                                       where o.partner = d.partner and o.kind = d.kind
                                         and o.record_id = d.record_id
                                         and o.version < d.version and o.state = 'WAITING')),
                  timestamp with time zone '1970-01-01 00:00:00+00')
    """
        .formatted(column, priority);
  }
}
