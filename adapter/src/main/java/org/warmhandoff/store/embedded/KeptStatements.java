package org.warmhandoff.store.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;

/**
 * A connection to the embedded database that makes each statement once and keeps it. H2 would keep
 * them too, and then goes through all of them, in each transaction, for each table that it changes:
 * a twentieth of the time.
 */
public final class KeptStatements extends PoolingConnection {

  /** As many as the adapter has, and some; what of more was asked longest ago is made again. */
  private static final int MOST = 256;

  private KeptStatements(Connection connection) {
    super(connection);
  }

  /** The same connection, which keeps its statements; closed, it closes that one. */
  public static Connection of(Connection connection) {
    var keeping = new KeptStatements(connection);
    var config = new GenericKeyedObjectPoolConfig<DelegatingPreparedStatement>();
    config.setMaxTotal(MOST);
    config.setMaxTotalPerKey(-1);
    config.setMaxIdlePerKey(1);
    config.setBlockWhenExhausted(false);
    config.setJmxEnabled(false);
    keeping.setStatementPool(
        new GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement>(keeping, config));
    return keeping;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    try {
      return super.prepareStatement(sql);
    } catch (SQLException failed) {
      throw itself(failed);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    try {
      return super.prepareStatement(sql, keys);
    } catch (SQLException failed) {
      throw itself(failed);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    try {
      return super.prepareStatement(sql, columns);
    } catch (SQLException failed) {
      throw itself(failed);
    }
  }

  /** What the database said: by its state it is told whether the connection is of any use. */
  private static SQLException itself(SQLException failed) {
    return failed.getCause() instanceof SQLException cause ? cause : failed;
  }
}
