package org.warmhandoff.store;

import static org.warmhandoff.flow.port.DeliveryState.WAITING;
import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Cleared;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.IntakeAnswer;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/**
 * Deliveries waiting for their partner, in one table so that a restart loses nothing.
 *
 * <p>What is claimed is the lane: its lease is pushed ahead. If the worker dies, the lane falls due
 * again by itself; there is no reaper. Whoever claims a delivery marks it in doubt in the same
 * transaction, so that after a death between the partner's commit and ours the partner is asked
 * before anything is written again.
 */
public final class JdbcOutbox implements Outbox {

  /** Lanes that another worker takes in between must not leave this one without work. */
  private static final int SPARE = 8;

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Planning planning;
  private final Settling settling;
  private final Clock clock;
  private final Duration lease;
  private final Map<String, Hands> hands = new ConcurrentHashMap<>();

  /**
   * The outbox in this database.
   *
   * @param parallel for each partner, how many deliveries at a time
   */
  public JdbcOutbox(
      JdbcClient db,
      TransactionTemplate transaction,
      Planning planning,
      Settling settling,
      Lease lease,
      Map<String, Integer> parallel) {
    this.db = db;
    this.transaction = transaction;
    this.planning = planning;
    this.settling = settling;
    this.clock = lease.clock();
    this.lease = lease.length();
    parallel.forEach((partner, all) -> hands.put(partner, new Hands(all)));
  }

  /** How long a claim holds, by which clock. */
  public record Lease(Duration length, Clock clock) {}

  @Override
  public IntakeAnswer enqueue(Cleared cleared) {
    planning.plan(cleared);
    return cleared.answer();
  }

  @Override
  public List<Delivery> claimDue(String partner) {
    var inHand = hands.get(partner);
    var free = inHand.free(clock.instant());
    var claimed = new ArrayList<Delivery>();
    for (var candidate : free > 0 ? due(partner, free + SPARE) : List.<Delivery>of()) {
      if (claimed.size() < free) {
        claim(candidate).ifPresent(claimed::add);
      }
    }
    claimed.forEach(inHand::take);
    return claimed;
  }

  @Override
  public void settle(Answer answer) {
    settling.settle(answer);
    hands.get(answer.delivery().partner()).lay(answer.delivery());
  }

  /** The first due delivery of each free lane; within a record the oldest version first. */
  private List<Delivery> due(String partner, int limit) {
    var now = clock.instant();
    return db.sql(
            """
            select id, kind, record_id, version, participant_id, partner, attempts, in_doubt,
                   doubted_at
              from (select d.*,
                           row_number() over (partition by d.participant_id
                                              order by d.priority, d.due_at, d.id) as place
                      from delivery d
                      join lane l on l.partner = d.partner and l.participant_id = d.participant_id
                     where d.partner = :partner and d.state = 'WAITING' and d.due_at <= :now
                       and l.leased_until <= :now
                       and not exists (select 1 from delivery e
                                        where e.partner = d.partner and e.kind = d.kind
                                          and e.record_id = d.record_id and e.version < d.version
                                          and e.state = 'WAITING')) waiting
             where place = 1
             order by priority, due_at, id
             limit :limit
            """)
        .param("partner", partner)
        .param("now", column(now))
        .param("limit", limit)
        .query((row, n) -> candidate(row, now))
        .list();
  }

  private Delivery candidate(ResultSet row, Instant now) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        new RecordKey(
            RecordKind.of(row.getString("kind")).orElseThrow(),
            row.getString("record_id"),
            row.getInt("version")),
        row.getString("participant_id"),
        row.getString("partner"),
        row.getInt("attempts") + 1,
        row.getBoolean("in_doubt") ? Times.maybe(row, "doubted_at") : Optional.empty(),
        0,
        now.plus(lease));
  }

  private Optional<Delivery> claim(Delivery candidate) {
    return transaction.execute(
        status -> {
          if (leaseLane(candidate) && markInDoubt(candidate)) {
            return Optional.of(withLease(candidate));
          }
          status.setRollbackOnly();
          return Optional.empty();
        });
  }

  private boolean leaseLane(Delivery candidate) {
    return db.sql(
                """
                update lane set lease = lease + 1, leased_until = :until
                 where partner = :partner and participant_id = :participant
                   and leased_until <= :now
                """)
            .param("until", column(candidate.leaseEnds()))
            .param("partner", candidate.partner())
            .param("participant", candidate.participantId())
            .param("now", column(clock.instant()))
            .update()
        == 1;
  }

  private boolean markInDoubt(Delivery candidate) {
    return db.sql(
                """
                update delivery
                   set attempts = :attempt, in_doubt = true,
                       doubted_at = case when in_doubt then doubted_at else :now end
                 where id = :id and state = :waiting and attempts = :before
                """)
            .param("attempt", candidate.attempt())
            .param("now", column(clock.instant()))
            .param("id", candidate.id())
            .param("waiting", WAITING.name())
            .param("before", candidate.attempt() - 1)
            .update()
        == 1;
  }

  private Delivery withLease(Delivery candidate) {
    var number =
        db.sql("select lease from lane where partner = :partner and participant_id = :participant")
            .param("partner", candidate.partner())
            .param("participant", candidate.participantId())
            .query(Long.class)
            .single();
    return new Delivery(
        candidate.id(),
        candidate.key(),
        candidate.participantId(),
        candidate.partner(),
        candidate.attempt(),
        candidate.doubtSince(),
        number,
        candidate.leaseEnds());
  }
}
