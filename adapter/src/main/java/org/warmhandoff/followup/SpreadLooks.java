package org.warmhandoff.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.record.Priority;
import org.warmhandoff.store.LifeRow;

/**
 * Many looks at one partner that come together, one after another: emergencies at once, what is
 * urgent within a minute, and everything else within a quarter of an hour after that. Of these what
 * was looked at longest ago comes first.
 */
final class SpreadLooks {

  private static final Duration URGENT_WITHIN = Duration.ofMinutes(1);
  private static final Duration BETWEEN_URGENT = Duration.ofSeconds(2);
  private static final Duration ROUTINE_WITHIN = Duration.ofMinutes(15);
  private static final Duration BETWEEN_ROUTINE = Duration.ofSeconds(5);

  private static final Comparator<LifeRow> LONGEST_AGO =
      Comparator.comparing((LifeRow life) -> life.looks().last().orElse(Instant.MIN))
          .thenComparing(life -> life.key().id());

  private final Map<String, Instant> byId = new HashMap<>();

  private SpreadLooks() {}

  /**
   * When each of these is looked at, by its id.
   *
   * @param now none is before that
   */
  static Map<String, Instant> of(List<LifeRow> lives, Instant now) {
    var looks = new SpreadLooks();
    looks.put(lives, Priority.EMERGENCY, Duration.ZERO, Duration.ZERO, now);
    var then = looks.put(lives, Priority.URGENT, BETWEEN_URGENT, URGENT_WITHIN, now);
    looks.put(lives, Priority.ROUTINE, BETWEEN_ROUTINE, ROUTINE_WITHIN, then);
    return Map.copyOf(looks.byId);
  }

  /** When the next could follow. */
  private Instant put(
      List<LifeRow> lives, Priority priority, Duration between, Duration within, Instant from) {
    var those =
        lives.stream().filter(life -> life.priority() == priority).sorted(LONGEST_AGO).toList();
    var most = within.dividedBy(Math.max(1, those.size()));
    var pause = between.compareTo(most) < 0 ? between : most;
    for (var n = 0; n < those.size(); n++) {
      byId.put(those.get(n).key().id(), from.plus(pause.multipliedBy(n)));
    }
    return from.plus(pause.multipliedBy(those.size()));
  }
}
