package org.warmhandoff.store;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.fit.Refusal;
import org.warmhandoff.partner.Refusals;

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
        .sql("select type, interaction from refusal where partner = :partner")
        .param("partner", partner)
        .query((row, n) -> new Refusal(row.getString("type"), row.getString("interaction")))
        .list()
        .stream()
        .collect(toUnmodifiableSet());
  }

  @Override
  public void remember(String partner, Refusal refusal) {
    db.sql(
            """
            insert into refusal (partner, type, interaction, since)
            values (:partner, :type, :interaction, :now)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("type", refusal.type())
        .param("interaction", refusal.interaction())
        .param("now", column(clock.instant()))
        .update();
  }

  @Override
  public void forget(String partner) {
    db.sql("delete from refusal where partner = :partner").param("partner", partner).update();
  }
}
