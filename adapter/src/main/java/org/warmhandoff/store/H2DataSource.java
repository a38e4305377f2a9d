package org.warmhandoff.store;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStore.TxCounter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.warmhandoff.store.embedded.KeptStatements;

/**
 * Connections to the embedded database, which know how often it was opened. H2 closes a database
 * that it could not write to; the next connection opens it as it is on the disk.
 */
public final class H2DataSource extends DelegatingDataSource {

  /**
   * From the chunk that its header points at H2 finds the newest by at most 20 others, each of
   * which says where the next should be.
   */
  private static final int CHAIN = 24;

  private WeakReference<Database> open = new WeakReference<>(null);
  private long life;

  /**
   * What was forced last, and what was before it: H2 writes over nothing that these refer to,
   * however long the next takes.
   */
  private final Deque<TxCounter> forced = new ArrayDeque<>();

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
    return KeptStatements.of(connection);
  }

  private synchronized void lives(Database database) {
    if (open.get() != database) {
      open = new WeakReference<>(database);
      forced.clear();
      forced.add(database.getStore().getMvStore().registerVersionUsage());
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
   * Forces all that was committed to the disk.
   *
   * <p>H2's thread that writes in the background may have taken what was committed and not have
   * written it: a checkpoint then finds nothing left to do, and does not wait for that.
   *
   * <p>Whatever H2 writes in between, by that thread or for the next checkpoint, is not forced yet,
   * and may reach the disk before what it takes the place of does. So nothing that was forced last
   * is written over before more is forced: the age of what is not needed any more, by which H2
   * goes, counts from when it was written.
   *
   * @param checkpoint writes what was committed
   * @throws DataAccessResourceFailureException where it could not be written
   */
  void force(Runnable checkpoint) {
    if (!isOpen()) {
      checkpoint.run(); // whoever asks for a connection opens it again
    }
    var store = current().getStore().getMvStore();
    var version = store.registerVersionUsage(); // what is committed by now is in it or before it
    try {
      checkpoint.run();
      store.executeFilestoreOperation(() -> {}); // comes after all that is still to be written
      store.sync();
      if (isOver(store)) {
        throw new DataAccessResourceFailureException("the database could not be written to");
      }
    } catch (RuntimeException cannot) {
      letGo(store, version);
      throw cannot;
    }
    isForced(store, version);
  }

  private synchronized void isForced(MVStore store, TxCounter version) {
    if (isOpen(store)) {
      if (forced.getLast().version == version.version) {
        letGo(store, forced.removeLast());
      }
      forced.add(version);
      while (isSecondFarEnoughBack(version)) {
        letGo(store, forced.removeFirst());
      }
    }
  }

  /** The header may name a chunk from between two that were forced: the older one must be kept. */
  private boolean isSecondFarEnoughBack(TxCounter version) {
    return forced.stream()
        .skip(1)
        .findFirst()
        .filter(second -> second.version + CHAIN <= version.version)
        .isPresent();
  }

  private synchronized boolean isOpen() {
    return open.get() != null;
  }

  private synchronized boolean isOpen(MVStore store) {
    var database = open.get();
    return database != null && database.getStore().getMvStore() == store;
  }

  private static void letGo(MVStore store, TxCounter version) {
    if (!store.isClosed()) {
      store.deregisterVersionUsage(version);
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
    return isOver(database.getStore().getMvStore());
  }

  private static boolean isOver(MVStore store) {
    return store.isClosed() || store.getPanicException() != null;
  }
}
