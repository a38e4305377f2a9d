package org.warmhandoff.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.JdbcOpening;
import org.warmhandoff.drill.JdbcDrills;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.flow.port.Opening;
import org.warmhandoff.reconciliation.HeldRecords;
import org.warmhandoff.reconciliation.JdbcFindings;
import org.warmhandoff.reconciliation.JdbcReconciliations;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.ClosedStore;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.H2DataSource;
import org.warmhandoff.store.H2File;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcCapabilities;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcRefusals;
import org.warmhandoff.store.JdbcRemotes;
import org.warmhandoff.store.JdbcStates;
import org.warmhandoff.store.SharedCheckpoint;
import org.warmhandoff.store.UnforcedCommits;

/** The store: its tables, each behind a class of its own. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {

  private static final int MORE_CONNECTIONS = 8;

  /** For a connection, and on H2 for a row that another holds. */
  private static final int SECONDS_TO_WAIT = 10;

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(Config config) {
    var hikari = new HikariConfig();
    hikari.setPoolName("store");
    hikari.setConnectionTimeout(SECONDS_TO_WAIT * 1000L);
    hikari.setMaximumPoolSize(
        config.partners().stream().mapToInt(PartnerConfig::parallel).sum() + MORE_CONNECTIONS);
    config
        .store()
        .postgresql()
        .ifPresentOrElse(
            postgres -> {
              hikari.setJdbcUrl(postgres.url());
              hikari.setUsername(postgres.user());
              hikari.setPassword(postgres.password());
              hikari.setConnectionInitSql(UnforcedCommits.ALL_OTHERS_ARE_FORCED);
            },
            () -> {
              hikari.setDataSource(new H2DataSource(h2(config.store().directory())));
              hikari.setExceptionOverride(new ClosedStore());
              // H2's own word for whether a connection is alive does not tell of its database.
              hikari.setConnectionTestQuery("select 1");
            });
    return new HikariDataSource(hikari);
  }

  private static String h2(Path directory) {
    try {
      OwnerOnly.directory(directory);
      OwnerOnly.file(directory.resolve("warm-handoff.mv.db"));
    } catch (IOException cannot) {
      throw new UncheckedIOException("store.directory cannot be made", cannot);
    }
    return H2File.url("file:" + directory.resolve("warm-handoff").toAbsolutePath())
        // Two seconds otherwise; a busy disk is no reason to turn a record away.
        + ";LOCK_TIMEOUT="
        + SECONDS_TO_WAIT * 1000L;
  }

  @Bean
  Durability durability(JdbcClient db, HikariDataSource pool) {
    return pool.getDataSource() instanceof H2DataSource h2
        ? SharedCheckpoint.of(db, h2)
        : Durability.byEachCommit();
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService checkpoints(Durability durability) {
    var checkpoints =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "checkpoints");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        checkpoints.scheduleWithFixedDelay(
            () -> {
              try {
                durability.ensure(durability.life());
              } catch (RuntimeException cannot) {
                // Whoever needs it hears it; this one only comes in between.
              }
            },
            H2File.BETWEEN_CHECKPOINTS.toMillis(),
            H2File.BETWEEN_CHECKPOINTS.toMillis(),
            TimeUnit.MILLISECONDS);
    return checkpoints;
  }

  @Bean
  JdbcClient db(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  TransactionTemplate transaction(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  /** Of what may be missing after a power cut. H2 does not wait for the disk in any case. */
  @Bean
  TransactionTemplate unforced(
      DataSource dataSource, PlatformTransactionManager transactions, Config config) {
    return new TransactionTemplate(
        config.store().postgresql().isPresent() ? new UnforcedCommits(dataSource) : transactions);
  }

  @Bean
  JdbcLedger ledger(JdbcClient db, Clock clock) {
    return new JdbcLedger(db, clock);
  }

  @Bean
  JdbcReceipts receipts(JdbcClient db) {
    return new JdbcReceipts(db);
  }

  @Bean
  JdbcStates states(JdbcClient db) {
    return new JdbcStates(db);
  }

  @Bean
  JdbcLinks links(JdbcClient db, TransactionTemplate transaction, Clock clock) {
    return new JdbcLinks(db, transaction, clock);
  }

  @Bean
  JdbcCapabilities capabilities(JdbcClient db, TransactionTemplate transaction) {
    return new JdbcCapabilities(db, transaction);
  }

  @Bean
  JdbcRecords records(JdbcClient db, RecordReader reader, JdbcLedger ledger, Clock clock) {
    return new JdbcRecords(db, reader, ledger, clock);
  }

  @Bean
  Opening opening(
      JdbcReceipts receipts, JdbcRecords records, JdbcReferralLives lives, Clock clock) {
    return new JdbcOpening(receipts, records, lives, clock);
  }

  @Bean
  JdbcAttention attention(JdbcClient db, TransactionTemplate transaction, Clock clock) {
    return new JdbcAttention(db, transaction, clock);
  }

  @Bean
  EventLog eventLog(JdbcClient db, Clock clock) {
    return new EventLog(db, clock);
  }

  @Bean
  JdbcRemotes remotes(DataSource dataSource, Clock clock) {
    return new JdbcRemotes(dataSource, clock);
  }

  @Bean
  JdbcCandidates candidates(JdbcClient db, Clock clock) {
    return new JdbcCandidates(db, clock);
  }

  /** Told apart from other nodes, and from what it was before it was started again. */
  @Bean
  JdbcAttempts attempts(JdbcClient db, Clock clock, Config config) {
    var delivery = config.delivery();
    return new JdbcAttempts(
        db,
        clock,
        Long.toHexString(new SecureRandom().nextLong()),
        delivery.lease().plus(delivery.doubt()));
  }

  @Bean
  JdbcRefusals refusals(JdbcClient db, Clock clock) {
    return new JdbcRefusals(db, clock);
  }

  @Bean
  JdbcDeliveries deliveries(JdbcClient db, Clock clock) {
    return new JdbcDeliveries(db, clock);
  }

  @Bean
  JdbcReferralLives referralLives(JdbcClient db) {
    return new JdbcReferralLives(db);
  }

  @Bean
  JdbcDrills jdbcDrills(JdbcClient db) {
    return new JdbcDrills(db);
  }

  @Bean
  JdbcReconciliations reconciliations(JdbcClient db) {
    return new JdbcReconciliations(db);
  }

  @Bean
  JdbcFindings findings(JdbcClient db) {
    return new JdbcFindings(db);
  }

  @Bean
  HeldRecords heldRecords(
      JdbcClient db, JdbcDisclosures disclosures, JdbcRecords records, JdbcLinks links) {
    return new HeldRecords(db, disclosures, records, links);
  }

  @Bean
  JdbcReferralTrail referralTrail(JdbcClient db) {
    return new JdbcReferralTrail(db);
  }
}
