package org.warmhandoff.store;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections to the embedded database, which know how often it was opened. H2 closes a database
 * that it could not write to; the next connection opens it as it is on the disk.
 */
public final class H2DataSource extends DelegatingDataSource {

  private WeakReference<Database> open = new WeakReference<>(null);
  private long life;

  /**
   * A database in this process.
   *
   * @param url such as {@link H2File#url} makes
   */
  public H2DataSource(String url) {
    super(database(url));
  }

  private static JdbcDataSource database(String url) {
    var database = new JdbcDataSource();
    database.setURL(url);
    database.setUser("sa");
    database.setPassword("");
    return database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = super.getConnection();
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    lives(session.getDatabase());
    return connection;
  }

  private synchronized void lives(Database database) {
    if (open.get() != database) {
      open = new WeakReference<>(database);
      life++;
    }
  }

  /** How often it was opened since this was made. */
  public synchronized long life() {
    return life;
  }
}
