package org.warmhandoff.store;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.dao.DataAccessResourceFailureException;
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

  /**
   * How often it was opened since this was made. One that could not be written to is over as soon
   * as that is known, and not only when it is opened again: until H2 has closed it, a checkpoint of
   * it finds nothing left to write.
   */
  public synchronized long life() {
    var database = open.get();
    if (database != null && isOver(database)) {
      open = new WeakReference<>(null);
      life++;
    }
    return life;
  }

  /**
   * Forces what was flushed to the disk. H2's thread that writes in the background may have taken
   * what was committed and not have written it: a checkpoint then finds nothing left to do, and
   * does not wait for that.
   *
   * @throws DataAccessResourceFailureException where it could not be written
   */
  void force() {
    var database = current();
    var store = database.getStore().getMvStore();
    store.executeFilestoreOperation(() -> {}); // comes after all that is still to be written
    store.sync();
    if (isOver(database)) {
      throw new DataAccessResourceFailureException("the database could not be written to");
    }
  }

  private synchronized Database current() {
    var database = open.get();
    if (database == null) {
      throw new DataAccessResourceFailureException("the database is not open");
    }
    return database;
  }

  private static boolean isOver(Database database) {
    var store = database.getStore().getMvStore();
    return store.isClosed() || store.getPanicException() != null;
  }
}
