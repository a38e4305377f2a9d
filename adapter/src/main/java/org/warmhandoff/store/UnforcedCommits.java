package org.warmhandoff.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions of PostgreSQL that do not wait until they are on the disk. For what may be missing
 * after a power cut, because it is asked for again: claims and settlements. The next commit that
 * does wait takes them along.
 *
 * @see <a href="https://www.postgresql.org/docs/current/wal-async-commit.html">Asynchronous
 *     commit</a>
 */
public final class UnforcedCommits extends JdbcTransactionManager {

  /**
   * What a connection begins with, so that all other transactions wait, also where the server is
   * told that none does. Where it is told that they wait for more than its own disk, they do.
   */
  public static final String ALL_OTHERS_ARE_FORCED =
      """
      select set_config('synchronous_commit', 'on', false)
       where current_setting('synchronous_commit') = 'off'
      """;

  private static final long serialVersionUID = 1;

  /** Such transactions on connections of this database, which is PostgreSQL. */
  public UnforcedCommits(DataSource postgresql) {
    super(postgresql);
  }

  /** For this transaction alone: the connection goes back to others. */
  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    try (var statement = connection.createStatement()) {
      statement.execute("set local synchronous_commit = off");
    }
  }
}
