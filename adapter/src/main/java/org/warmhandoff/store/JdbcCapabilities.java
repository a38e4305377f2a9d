package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.partner.capability.Statements;

/** What partners last said they take, kept over a restart. */
public final class JdbcCapabilities implements Statements {

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** The statements in this database. */
  public JdbcCapabilities(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public Optional<KeptStatement> find(String partner) {
    return db.sql("select statement, read_at from capability where partner = :partner")
        .param("partner", partner)
        .query(
            (row, n) ->
                new KeptStatement(row.getString("statement"), Times.instant(row, "read_at")))
        .optional();
  }

  @Override
  public void keep(String partner, String json, Instant readAt) {
    transaction.executeWithoutResult(
        status -> {
          if (!insert(partner, json, readAt)) {
            update(partner, json, readAt);
          }
        });
  }

  private boolean insert(String partner, String json, Instant readAt) {
    return db.sql(
                """
                insert into capability (partner, statement, read_at)
                values (:partner, :json, :at)
                    on conflict do nothing
                """)
            .param("partner", partner)
            .param("json", json)
            .param("at", column(readAt))
            .update()
        == 1;
  }

  private void update(String partner, String json, Instant readAt) {
    db.sql("update capability set statement = :json, read_at = :at where partner = :partner")
        .param("partner", partner)
        .param("json", json)
        .param("at", column(readAt))
        .update();
  }
}
