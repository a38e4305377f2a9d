package org.warmhandoff.delivery.gate;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.store.Times;

/** How each partner itself stands, as all nodes know it. A partner that is well has no row. */
public final class PartnerStates {

  /**
   * How a partner stands.
   *
   * @param probeAt when it is asked again, while it is down
   * @param heldUntil when it wants to be asked again for what is no emergency
   * @param failures probes that failed since it is down
   * @param askedOn the day of which {@code requests} are counted
   */
  public record Availability(
      Optional<Instant> downSince,
      Optional<Instant> probeAt,
      Optional<Instant> heldUntil,
      int failures,
      LocalDate askedOn,
      long requests) {

    private static final Availability WELL =
        new Availability(
            Optional.empty(), Optional.empty(), Optional.empty(), 0, LocalDate.EPOCH, 0);

    /** Whether nothing but probes goes there. */
    public boolean down() {
      return downSince.isPresent();
    }

    long requestsOn(LocalDate day) {
      return askedOn.equals(day) ? requests : 0;
    }
  }

  private final JdbcClient db;
  private final Clock clock;

  /** The partners in this database. */
  public PartnerStates(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** How the partner stands. */
  public Availability of(String partner) {
    return db.sql("select * from partner_state where partner = :partner")
        .param("partner", partner)
        .query(PartnerStates::standing)
        .optional()
        .orElse(Availability.WELL);
  }

  private static Availability standing(ResultSet row, int n) throws SQLException {
    return new Availability(
        Times.maybe(row, "down_since"),
        Times.maybe(row, "probe_at"),
        Times.maybe(row, "held_until"),
        row.getInt("failures"),
        Optional.ofNullable(row.getObject("asked_on", LocalDate.class)).orElse(LocalDate.EPOCH),
        row.getLong("requests"));
  }

  /** Takes the probe that is due, for so long; false where another node took it. */
  boolean takeProbe(String partner, Duration lease) {
    return db.sql(
                """
                update partner_state set probe_at = :next, probing = true
                 where partner = :partner and down_since is not null and probe_at <= :now
                """)
            .param("next", column(clock.instant().plus(lease)))
            .param("partner", partner)
            .param("now", column(clock.instant()))
            .update()
        == 1;
  }

  /** It is down from now on; probed after the pause. */
  void down(String partner, Duration pause) {
    open(partner);
    db.sql(
            """
            update partner_state set down_since = :now, probe_at = :probe, failures = 1
             where partner = :partner and down_since is null
            """)
        .param("now", column(clock.instant()))
        .param("probe", column(clock.instant().plus(pause)))
        .param("partner", partner)
        .update();
  }

  /** A probe failed; false where it was none: what was on its way before changes nothing. */
  boolean stillDown(String partner, Duration pause) {
    return db.sql(
                """
                update partner_state
                   set probe_at = :probe, probing = false, failures = failures + 1
                 where partner = :partner and down_since is not null and probing = true
                """)
            .param("probe", column(clock.instant().plus(pause)))
            .param("partner", partner)
            .update()
        == 1;
  }

  /** The probe under way told nothing of the partner: there is another at once. */
  void probeAgain(String partner) {
    db.sql(
            """
            update partner_state set probe_at = :now, probing = false
             where partner = :partner and down_since is not null and probing = true
            """)
        .param("now", column(clock.instant()))
        .param("partner", partner)
        .update();
  }

  /** It is not down any more; false where it was not. */
  boolean up(String partner) {
    return db.sql(
                """
                update partner_state set down_since = null, probe_at = null, probing = false,
                       failures = 0
                 where partner = :partner and down_since is not null
                """)
            .param("partner", partner)
            .update()
        == 1;
  }

  /** It asked to be left alone. */
  void hold(String partner, Instant until) {
    open(partner);
    db.sql("update partner_state set held_until = :until where partner = :partner")
        .param("until", column(until))
        .param("partner", partner)
        .update();
  }

  /** It may be asked again. */
  void letGo(String partner) {
    db.sql("update partner_state set held_until = null where partner = :partner")
        .param("partner", partner)
        .update();
  }

  /** It is asked once more on that day; false, and not counted, where it was so often already. */
  boolean count(String partner, LocalDate day, long most) {
    open(partner);
    return db.sql(
                """
                update partner_state
                   set requests = case when asked_on = :day then requests + 1 else 1 end,
                       asked_on = :day
                 where partner = :partner
                   and (asked_on is null or asked_on <> :day or requests < :most)
                """)
            .param("day", day)
            .param("most", most)
            .param("partner", partner)
            .update()
        == 1;
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
