package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.partner.Statements;

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
  public Optional<Statement> find(String partner) {
    return db.sql("select statement, read_at from capability where partner = :partner")
        .param("partner", partner)
        .query((row, n) -> new Statement(row.getString("statement"), Times.instant(row, "read_at")))
        .optional();
  }

  @Override
  public void keep(String partner, String json, Instant readAt) {
    transaction.executeWithoutResult(
        status -> {
          db.sql("delete from capability where partner = :partner")
              .param("partner", partner)
              .update();
          db.sql(
                  "insert into capability (partner, statement, read_at) values (:partner, :json, :at)")
              .param("partner", partner)
              .param("json", json)
              .param("at", column(readAt))
              .update();
        });
  }
}
