package org.warmhandoff.reconciliation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.config.Config.ReconciliationConfig;
import org.warmhandoff.flow.holdings.HoldingsAnswer.Compared;

/**
 * Begins one reconciliation with each partner every night, and ends those that have made as many
 * requests as they may: the next one goes on from there.
 */
public final class NightlyReconciliation {

  static final String BY = "nightly";

  private static final String ENOUGH = "its requests are used up; the next one goes on from there";

  private final JdbcReconciliations runs;
  private final HeldRecords holdings;
  private final ReconciliationConfig config;
  private final ZoneId zone;
  private final Clock clock;

  /** Of each partner, the night that is known to have begun: it need not be asked for. */
  private final Map<String, LocalDate> begun = new ConcurrentHashMap<>();

  /** As that is configured, by the calendar of that zone. */
  public NightlyReconciliation(
      JdbcReconciliations runs,
      HeldRecords holdings,
      ReconciliationConfig config,
      ZoneId zone,
      Clock clock) {
    this.runs = runs;
    this.holdings = holdings;
    this.config = config;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * Begins that of this night, where it has not begun: also late, where the adapter was not there.
   * The first time that it is looked nothing was missed.
   */
  void begin(String partner) {
    config
        .at()
        .map(this::night)
        .filter(night -> !night.equals(begun.get(partner)))
        .ifPresent(night -> begin(partner, night));
  }

  private LocalDate night(LocalTime at) {
    var now = clock.instant().atZone(zone);
    return now.toLocalTime().isBefore(at) ? now.toLocalDate().minusDays(1) : now.toLocalDate();
  }

  private void begin(String partner, LocalDate night) {
    var last = runs.last(partner, true);
    var now = clock.instant();
    if (last.isEmpty()) {
      begin(partner, night, "", 0, now)
          .ifPresent(id -> runs.end(id, "the first begins with the next night", now));
    } else if (last.get().night().orElseThrow().isBefore(night)) {
      var reached = stoppedAt(last);
      begin(
          partner, night, reached, holdings.participants(partner, Optional.empty(), reached), now);
    }
    begun.put(partner, night);
  }

  private Optional<Long> begin(
      String partner, LocalDate night, String reached, int participants, Instant now) {
    return runs.begin(
        partner, Optional.empty(), BY, Optional.of(night), reached, participants, now);
  }

  /** Up to where the last one came that had to stop; an empty text where it did not. */
  String stoppedAt(String partner, boolean nightly) {
    return stoppedAt(runs.last(partner, nightly));
  }

  private static String stoppedAt(Optional<RunRow> last) {
    return last.filter(run -> run.note().startsWith(ENOUGH)).map(RunRow::reached).orElse("");
  }

  /** Ends one that has made its requests, where there is more to be looked at. */
  void stopWhereItIsEnough(RunRow run, Compared compared, Instant now) {
    var reached = compared.held().participantId();
    if (run.requests() + compared.requests() >= config.requests()
        && holdings.next(run.partner(), run.participant(), reached).isPresent()) {
      runs.end(run.id(), run.noted(ENOUGH), now);
    }
  }
}
