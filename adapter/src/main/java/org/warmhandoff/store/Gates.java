package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.config.PartnerConfig.Limits;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Reach;
import org.warmhandoff.record.Priority;

/**
 * Whether a partner may be asked now, and for what: its breaker, its daily ceiling, its quiet hours
 * and the time it asked to be left alone.
 *
 * <p>While a partner is down one delivery at a time probes it. When it is back, hands are given
 * slowly: one, two, four and so on. What all nodes must know stands in the database.
 */
public final class Gates {

  /** So many different participants' deliveries failed in a row: it is not about one of them. */
  static final int AILING_LANES = 5;

  /** So many in a row that could not reach it at all, be they one participant's. */
  static final int GONE_TIMES = 3;

  private static final Duration FIRST_PROBE = Duration.ofSeconds(2);
  private static final Duration LATER_PROBES = Duration.ofSeconds(15);
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);
  private static final Duration WORTH_TELLING = Duration.ofMinutes(15);
  private static final int KEPT_FOR_EMERGENCIES = 10;
  private static final int MOST_DOUBLINGS = 8;

  private final JdbcClient db;
  private final JdbcAttention attention;
  private final Map<String, Limits> limits;
  private final Clock clock;
  private final Duration lease;
  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

  /**
   * The gates of these partners.
   *
   * @param lease how long a probe may take before there is another
   */
  public Gates(
      JdbcClient db,
      JdbcAttention attention,
      Map<String, Limits> limits,
      Clock clock,
      Duration lease) {
    this.db = db;
    this.attention = attention;
    this.limits = Map.copyOf(limits);
    this.clock = clock;
    this.lease = lease;
    limits.keySet().forEach(partner -> pulses.put(partner, new Pulse()));
  }

  /** How the partner stands, as all nodes know it. */
  public record Standing(
      Optional<Instant> downSince,
      Optional<Instant> probeAt,
      Optional<Instant> heldUntil,
      LocalDate askedOn,
      long requests) {

    private static final Standing WELL =
        new Standing(Optional.empty(), Optional.empty(), Optional.empty(), LocalDate.MIN, 0);
  }

  private enum Way {
    OPEN,
    PROBE,
    CLOSED
  }

  /** What may be claimed now. */
  static final class Room {

    private final String partner;
    private final Map<Priority, Integer> most;
    private Way way;

    private Room(String partner, Map<Priority, Integer> most, Way way) {
      this.partner = partner;
      this.most = most;
      this.way = way;
    }

    int hands(Priority priority) {
      return most.get(priority);
    }
  }

  /**
   * How many deliveries of each priority may be claimed now, more urgent ones counted in. One hand
   * is kept for emergencies where there are two.
   */
  Room room(String partner, int free, int all) {
    var standing = standing(partner);
    var now = clock.instant();
    if (standing.downSince().isPresent()) {
      pulses.get(partner).startSlowly();
      var due = standing.probeAt().filter(at -> !at.isAfter(now)).isPresent();
      return new Room(partner, forAll(due ? 1 : 0, partner, standing, now), Way.PROBE);
    }
    var hands = Math.min(free, pulses.get(partner).hands() - (all - free));
    var most = forAll(Math.max(hands, 0), partner, standing, now);
    if (all > 1) {
      var others = Math.max(free - 1, 0);
      most.replaceAll((priority, n) -> priority == Priority.EMERGENCY ? n : Math.min(n, others));
    }
    return new Room(partner, most, Way.OPEN);
  }

  private Map<Priority, Integer> forAll(int hands, String partner, Standing standing, Instant now) {
    var most = new ConcurrentHashMap<Priority, Integer>();
    for (var priority : Priority.values()) {
      most.put(priority, isOpen(priority, partner, standing, now) ? hands : 0);
    }
    return most;
  }

  private boolean isOpen(Priority priority, String partner, Standing standing, Instant now) {
    var limit = limits.get(partner);
    var emergency = priority == Priority.EMERGENCY;
    var held = standing.heldUntil().filter(now::isBefore).isPresent();
    var quiet =
        priority == Priority.ROUTINE && limit.quiet().filter(hours -> hours.at(now)).isPresent();
    return !quiet
        && (emergency || !held)
        && askedToday(partner, standing) < (emergency ? ceiling(limit) : ceilingOfOthers(limit));
  }

  private static long ceiling(Limits limit) {
    return limit.perDay().orElse(Long.MAX_VALUE);
  }

  private static long ceilingOfOthers(Limits limit) {
    var ceiling = ceiling(limit);
    return ceiling == Long.MAX_VALUE ? ceiling : ceiling - ceiling / KEPT_FOR_EMERGENCIES;
  }

  private long askedToday(String partner, Standing standing) {
    return standing.askedOn().equals(today(partner)) ? standing.requests() : 0;
  }

  private LocalDate today(String partner) {
    ZoneId zone = limits.get(partner).quiet().map(hours -> hours.zone()).orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** Before a lane is claimed: of several nodes one takes the probe. */
  boolean enter(Room room) {
    if (room.way == Way.PROBE) {
      room.way = takeProbe(room.partner) ? Way.OPEN : Way.CLOSED;
    }
    return room.way == Way.OPEN;
  }

  private boolean takeProbe(String partner) {
    return db.sql(
                """
                update partner_state set probe_at = :next
                 where partner = :partner and down_since is not null and probe_at <= :now
                """)
            .param("next", column(clock.instant().plus(lease)))
            .param("partner", partner)
            .param("now", column(clock.instant()))
            .update()
        == 1;
  }

  /** How the partner stands. */
  public Standing standing(String partner) {
    return db.sql("select * from partner_state where partner = :partner")
        .param("partner", partner)
        .query(Gates::standing)
        .optional()
        .orElse(Standing.WELL);
  }

  private static Standing standing(ResultSet row, int n) throws SQLException {
    return new Standing(
        Times.maybe(row, "down_since"),
        Times.maybe(row, "probe_at"),
        Times.maybe(row, "held_until"),
        Optional.ofNullable(row.getObject("asked_on", LocalDate.class)).orElse(LocalDate.MIN),
        row.getLong("requests"));
  }

  /** Takes to heart what an attempt says of the partner. Part of the settling's transaction. */
  void heard(Answer answer) {
    var partner = answer.delivery().partner();
    count(partner, answer.exchanges().size());
    switch (answer.outcome().reach()) {
      case ANSWERS -> answers(partner);
      case BUSY -> busy(answer);
      case GONE, AILING -> fails(answer);
      case UNKNOWN -> {}
    }
  }

  private void answers(String partner) {
    pulses.get(partner).beats();
    var back =
        db.sql(
                """
                update partner_state set down_since = null, probe_at = null, failures = 0
                 where partner = :partner and down_since is not null
                """)
            .param("partner", partner)
            .update();
    if (back == 1) {
      attention.close(JdbcAttention.partner(partner, "down"), "the partner answers again");
    }
  }

  private void busy(Answer answer) {
    var partner = answer.delivery().partner();
    answers(partner);
    if (answer.outcome() instanceof TryLater later && later.notBefore().isPresent()) {
      var asked = later.notBefore().get();
      var hold = asked.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : asked;
      open(partner);
      db.sql("update partner_state set held_until = :until where partner = :partner")
          .param("until", column(clock.instant().plus(hold)))
          .param("partner", partner)
          .update();
      if (hold.compareTo(WORTH_TELLING) > 0) {
        attention.ofPartner(
            partner, "busy", "asked to be left alone until " + clock.instant().plus(hold));
      }
    }
  }

  private void fails(Answer answer) {
    var delivery = answer.delivery();
    var pulse = pulses.get(delivery.partner());
    pulse.fails(delivery.participantId(), answer.outcome().reach() == Reach.GONE);
    if (standing(delivery.partner()).downSince().isPresent()) {
      probeLater(delivery.partner());
    } else if (pulse.isOut()) {
      open(delivery.partner());
      db.sql(
              """
              update partner_state set down_since = :now, probe_at = :probe, failures = 1
               where partner = :partner and down_since is null
              """)
          .param("now", column(clock.instant()))
          .param("probe", column(clock.instant().plus(FIRST_PROBE)))
          .param("partner", delivery.partner())
          .update();
      attention.ofPartner(delivery.partner(), "down", "down: " + answer.outcome().note());
    }
  }

  private void probeLater(String partner) {
    var failures =
        db.sql("select failures from partner_state where partner = :partner")
            .param("partner", partner)
            .query(Integer.class)
            .single();
    var doubled = FIRST_PROBE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    var pause = doubled.compareTo(LATER_PROBES) > 0 ? LATER_PROBES : doubled;
    db.sql(
            """
            update partner_state set probe_at = :probe, failures = failures + 1
             where partner = :partner and down_since is not null
            """)
        .param("probe", column(clock.instant().plus(pause)))
        .param("partner", partner)
        .update();
  }

  private void count(String partner, int requests) {
    var limit = limits.get(partner);
    if (limit.perDay().isEmpty() || requests == 0) {
      return;
    }
    open(partner);
    db.sql(
            """
            update partner_state
               set requests = case when asked_on = :today then requests + :more else :more end,
                   asked_on = :today
             where partner = :partner
            """)
        .param("today", today(partner))
        .param("more", requests)
        .param("partner", partner)
        .update();
    if (askedToday(partner, standing(partner)) >= ceilingOfOthers(limit)) {
      attention.ofPartner(
          partner,
          "ceiling",
          "asked as often as it may be on " + today(partner) + ", but for emergencies");
    } else {
      attention.close(JdbcAttention.partner(partner, "ceiling"), "a new day");
    }
  }

  private void open(String partner) {
    db.sql(
            """
            insert into partner_state (partner, failures, requests) values (:partner, 0, 0)
                on conflict do nothing
            """)
        .param("partner", partner)
        .update();
  }
}
