package org.warmhandoff.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.store.ClosedStore;
import org.warmhandoff.store.H2File;
import org.warmhandoff.store.UnforcedCommits;
import org.warmhandoff.store.embedded.KeptStatements;

/** A database of its own, migrated and empty. */
public final class Store implements AutoCloseable {

  private static final int CONNECTIONS = 24;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static {
    SilencedLibraries.please();
  }

  /** One PostgreSQL for the run, with an empty database that the others are copied from. */
  private static final class Cluster {

    static final String TEMPLATE = "migrated";
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        var postgres = EmbeddedPostgres.builder().start();
        create(postgres, TEMPLATE, "template1");
        migrate(postgres.getDatabase("postgres", TEMPLATE), "latest");
        return postgres;
      } catch (IOException cannot) {
        throw new UncheckedIOException(cannot);
      }
    }

    static void create(EmbeddedPostgres postgres, String name, String template) {
      JdbcClient.create(postgres.getPostgresDatabase())
          .sql("create database " + name + " template " + template)
          .update();
    }
  }

  private final HikariDataSource dataSource;

  private Store(HikariConfig config) {
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    this.dataSource = new HikariDataSource(config);
  }

  /** An H2 file in the directory, with the options of the adapter's own. */
  public static Store h2(Path directory) {
    return migrated("file:" + directory.resolve("warm-handoff").toAbsolutePath());
  }

  /** An H2 database in memory, for what does not depend on the database. */
  public static Store inMemory() {
    return migrated("mem:" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
  }

  private static Store migrated(String url) {
    var store = h2(url);
    store.migrate();
    return store;
  }

  private static Store h2(String url) {
    var config = new HikariConfig();
    var database = new JdbcDataSource();
    database.setURL(H2File.url(url));
    database.setUser("sa");
    config.setDataSource(
        new DelegatingDataSource(database) {
          @Override
          public Connection getConnection() throws SQLException {
            return KeptStatements.of(super.getConnection());
          }
        });
    config.setExceptionOverride(new ClosedStore());
    return new Store(config);
  }

  /** An H2 file as that version of the schema had it. */
  public static Store h2(Path directory, String version) {
    var store = h2("file:" + directory.resolve("warm-handoff").toAbsolutePath());
    migrate(store.dataSource, version);
    return store;
  }

  /** A database in the run's PostgreSQL as that version of the schema had it. */
  public static Store postgresql(String version) {
    var store = postgresqlFrom("template1");
    migrate(store.dataSource, version);
    return store;
  }

  /** A database in the run's PostgreSQL. */
  public static Store postgresql() {
    return postgresqlFrom(Cluster.TEMPLATE);
  }

  /** The one database of a PostgreSQL of somebody's own. */
  public static Store in(EmbeddedPostgres postgres) {
    var config = new HikariConfig();
    config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
    config.setConnectionInitSql(UnforcedCommits.ALL_OTHERS_ARE_FORCED);
    return new Store(config);
  }

  private static Store postgresqlFrom(String template) {
    var name = "store_" + NUMBER.incrementAndGet();
    Cluster.create(Cluster.POSTGRES, name, template);
    var config = new HikariConfig();
    config.setJdbcUrl(Cluster.POSTGRES.getJdbcUrl("postgres", name));
    return new Store(config);
  }

  private static boolean isH2(HikariDataSource pool) {
    return pool.getDataSource() != null;
  }

  private static void migrate(DataSource dataSource, String version) {
    var flyway = Flyway.configure().dataSource(dataSource).target(version);
    if (dataSource instanceof HikariDataSource pool && isH2(pool)) {
      flyway.locations(H2File.MIGRATIONS.toArray(String[]::new));
    }
    flyway.load().migrate();
  }

  /** Brings it to the schema of now. */
  public void migrate() {
    migrate(dataSource, "latest");
  }

  /** Where it is told which transactions wait for another. */
  private enum Dialect {
    H2("select count(*) from information_schema.sessions where blocker_id is not null"),
    POSTGRESQL(
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'
        """);

    private final String waiting;

    Dialect(String waiting) {
      this.waiting = waiting;
    }
  }

  /** Whether a transaction waits for another to end. */
  public boolean somebodyWaits() {
    var dialect = isH2() ? Dialect.H2 : Dialect.POSTGRESQL;
    return db().sql(dialect.waiting).query(Long.class).single() > 0;
  }

  /** What its connections come from. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Its statements. */
  public JdbcClient db() {
    return JdbcClient.create(dataSource);
  }

  /** Its transactions. */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(transactions());
  }

  /** Its transactions that need not outlast a power cut. */
  public TransactionTemplate unforced() {
    return isH2() ? transaction() : new TransactionTemplate(new UnforcedCommits(dataSource));
  }

  private boolean isH2() {
    return isH2(dataSource);
  }

  /** What its transactions are made with. */
  public JdbcTransactionManager transactions() {
    return new JdbcTransactionManager(dataSource);
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
