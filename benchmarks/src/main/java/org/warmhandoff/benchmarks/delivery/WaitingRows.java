package org.warmhandoff.benchmarks.delivery;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.benchmarks.people.SampleRecords;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.config.PartnerConfig.Limits;
import org.warmhandoff.delivery.Backoff;
import org.warmhandoff.delivery.ClockRollbackRepair;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.delivery.LaneRepair;
import org.warmhandoff.delivery.Lanes;
import org.warmhandoff.delivery.LookingAgain;
import org.warmhandoff.delivery.Planning;
import org.warmhandoff.delivery.RetryTiming;
import org.warmhandoff.delivery.Settling;
import org.warmhandoff.delivery.gate.Breaker;
import org.warmhandoff.delivery.gate.Ceilings;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRemotes;

/** The adapter's tables on a PostgreSQL of their own, with deliveries that are due. */
final class WaitingRows implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(90);
  private static final Duration DOUBT = Duration.ofMinutes(2);
  private static final Patience PATIENCE =
      new Patience(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
  private static final String LANES =
      """
      insert into lane (partner, participant_id, lease, leased_until, due_routine)
      select :partner, 'P-' || n, 0, now() - interval '1 hour', now() - interval '1 hour'
        from generate_series(1, :count) n
      """;
  private static final String DELIVERIES =
      """
      insert into delivery
             (kind, record_id, version, participant_id, partner, priority, state, note,
              attempts, in_doubt, due_at, created_at)
      select 'crisis-plan', 'CP-' || n, 1, 'P-' || n, :partner, 3, 'WAITING', 'due',
             0, false, now() - interval '1 hour', now() - interval '1 hour'
        from generate_series(1, :count) n
      """;

  private final EmbeddedPostgres postgres;
  private final HikariDataSource source;
  private final JdbcClient db;

  private WaitingRows(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    var config = new HikariConfig();
    config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
    this.source = new HikariDataSource(config);
    this.db = JdbcClient.create(source);
  }

  /** A database with so many due deliveries, each of a participant of its own. */
  static WaitingRows fill(int count) throws IOException {
    var store = new WaitingRows(EmbeddedPostgres.builder().setServerConfig("fsync", "on").start());
    Flyway.configure().dataSource(store.source).load().migrate();
    store.insert(LANES, count);
    store.insert(DELIVERIES, count);
    store.db.sql("vacuum analyze").update();
    return store;
  }

  private void insert(String sql, int count) {
    db.sql(sql).param("partner", SampleRecords.PARTNER).param("count", count).update();
  }

  /**
   * The outbox under measurement, as the adapter's own wiring makes it.
   *
   * @param hands deliveries at a time
   */
  Outbox outbox(int hands) {
    var clock = Clock.systemUTC();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    var lanes = new Lanes(db, clock, LEASE, "node-1");
    var ledger = new JdbcLedger(db, clock);
    var attention = new JdbcAttention(db, transaction, clock);
    var receipts = new JdbcReceipts(db);
    var attempts = new JdbcAttempts(db, clock, "benchmark", LEASE.plus(DOUBT));
    var gates = gates(hands, attention, clock);
    var planning =
        new Planning(
            db,
            lanes,
            receipts,
            ledger,
            attention,
            new JdbcDisclosures(db),
            PATIENCE,
            ConsentEnds.RETIRE,
            rung -> {},
            clock);
    var settling =
        new Settling(
            db,
            transaction,
            lanes,
            ledger,
            attempts,
            attention,
            new JdbcRemotes(source, clock),
            new JdbcCandidates(db, clock),
            receipts,
            gates,
            new RetryTiming(
                clock,
                new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15), () -> 0.5),
                PATIENCE,
                DOUBT));
    return new JdbcOutbox(
        transaction,
        planning,
        settling,
        lanes,
        new LaneRepair(db, lanes),
        new ClockRollbackRepair(db, clock, LEASE, DOUBT, Duration.ofMinutes(15)),
        new LookingAgain(db, lanes, receipts, ledger, clock),
        attempts,
        gates,
        Durability.byEachCommit(),
        clock,
        Map.of(SampleRecords.PARTNER, hands));
  }

  private Gates gates(int hands, JdbcAttention attention, Clock clock) {
    var states = new PartnerStates(db, clock);
    var limits = new Limits(hands, OptionalDouble.empty(), OptionalLong.empty(), Optional.empty());
    return new Gates(
        states,
        new Breaker(states, attention, clock),
        new Ceilings(states, attention, Map.of(SampleRecords.PARTNER, limits), clock),
        Map.of(SampleRecords.PARTNER, limits.quiet()),
        new Gates.Leasing(clock, LEASE));
  }

  @Override
  public void close() throws IOException {
    source.close();
    postgres.close();
  }
}
