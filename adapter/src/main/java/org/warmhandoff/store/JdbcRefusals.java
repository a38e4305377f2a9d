package org.warmhandoff.store;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.partner.capability.RefusalPeriods;
import org.warmhandoff.partner.capability.Refusals;

/** What partners advertise and have refused in practice, in one table. */
public final class JdbcRefusals implements Refusals {

  private final JdbcClient db;
  private final Clock clock;

  /** The refusals in this database. */
  public JdbcRefusals(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  @Override
  public Set<Refusal> of(String partner) {
    return db
        .sql("select type, interaction from refusal where partner = :partner and until > :now")
        .param("partner", partner)
        .param("now", column(clock.instant()))
        .query((row, n) -> new Refusal(row.getString("type"), row.getString("interaction")))
        .list()
        .stream()
        .collect(toUnmodifiableSet());
  }

  @Override
  public void remember(String partner, Refusal refusal) {
    var first =
        db.sql(
                """
                insert into refusal (partner, type, interaction, since, times, until)
                values (:partner, :type, :interaction, :now, 1, :until)
                    on conflict do nothing
                """)
            .param("partner", partner)
            .param("type", refusal.type())
            .param("interaction", refusal.interaction())
            .param("now", column(clock.instant()))
            .param("until", column(clock.instant().plus(RefusalPeriods.after(0))))
            .update();
    if (first == 0) {
      again(partner, refusal);
    }
  }

  /** Of two who heard the same at once one counts. */
  private void again(String partner, Refusal refusal) {
    db.sql(
            "select times from refusal where partner = :partner and type = :type"
                + " and interaction = :interaction and until <= :now")
        .param("partner", partner)
        .param("type", refusal.type())
        .param("interaction", refusal.interaction())
        .param("now", column(clock.instant()))
        .query(Integer.class)
        .optional()
        .ifPresent(times -> holdLonger(partner, refusal, times));
  }

  private void holdLonger(String partner, Refusal refusal, int times) {
    db.sql(
            """
            update refusal set times = times + 1, until = :until
             where partner = :partner and type = :type and interaction = :interaction
               and times = :times
            """)
        .param("until", column(clock.instant().plus(RefusalPeriods.after(times))))
        .param("partner", partner)
        .param("type", refusal.type())
        .param("interaction", refusal.interaction())
        .param("times", times)
        .update();
  }

  @Override
  public void forget(String partner) {
    db.sql("delete from refusal where partner = :partner").param("partner", partner).update();
  }
}
