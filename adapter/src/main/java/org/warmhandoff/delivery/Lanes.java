package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Delivery.Doubt;
import org.warmhandoff.flow.message.Delivery.Lease;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.store.BasisColumn;
import org.warmhandoff.store.RecordColumns;
import org.warmhandoff.store.Times;

/**
 * The lanes: a partner and a participant each, one delivery at a time in it.
 *
 * <p>A lane's row says when the first of each priority in it falls due, so that finding what to
 * claim costs the same however much waits. Whoever changes what waits in a lane calls {@link
 * #refresh} in the same transaction.
 */
public final class Lanes {

  /** The end of the lease of a free lane: a time in the past, also where the clock is put back. */
  private static final Instant FREE = Instant.EPOCH;

  private final JdbcClient db;
  private final Clock clock;
  private final Duration lease;
  private final String node;

  /**
   * The lanes in this database.
   *
   * @param lease how long a claim holds
   * @param node who claims: the same name after it was started again, and nobody else's
   */
  public Lanes(JdbcClient db, Clock clock, Duration lease, String node) {
    this.db = db;
    this.clock = clock;
    this.lease = lease;
    this.node = node;
  }

  /**
   * Opens the lane where it is new, and holds it: nothing in it settles or is claimed meanwhile.
   *
   * <p>To H2 a row that is there already is an error, and what it wrote before it found out is
   * written back. So that is asked first.
   */
  void hold(String partner, String participantId) {
    if (!isHeld(partner, participantId)) {
      open(partner, participantId);
      holdOpen(partner, participantId);
    }
  }

  private void open(String partner, String participantId) {
    db.sql(
            """
            insert into lane (partner, participant_id, lease, leased_until)
            values (:partner, :participant, 0, :never)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .param("never", column(FREE))
        .update();
  }

  /** Holds a lane that was opened, as that of a claimed delivery was. */
  void holdOpen(String partner, String participantId) {
    if (!isHeld(partner, participantId)) {
      throw new IllegalStateException("no lane of " + participantId + " at " + partner);
    }
  }

  /** Whether the lane was opened; if it was, it is held now. */
  private boolean isHeld(String partner, String participantId) {
    return db.sql(
            """
            select lease from lane
             where partner = :partner and participant_id = :participant
               for update
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /** Whoever held them is not there any more. What they were about to write stays in doubt. */
  public void endAllLeases() {
    db.sql("update lane set leased_until = :never where leased_until > :now")
        .param("never", column(FREE))
        .param("now", column(clock.instant()))
        .update();
  }

  /**
   * This node starts, so whoever held them in its name is not there any more. Were it there all the
   * same, under a name that two nodes share, it could not begin to write.
   */
  public void endOwnLeases() {
    db.sql("update lane set leased_until = :never where node = :node and leased_until > :now")
        .param("never", column(FREE))
        .param("now", column(clock.instant()))
        .param("node", node)
        .update();
  }

  /** The participants in whose free lanes something of that priority is due, the longest first. */
  List<String> due(String partner, Priority priority, int limit) {
    return db.sql(
            """
            select participant_id from lane
             where partner = :partner and %1$s <= :now and leased_until <= :now
             order by partner, %1$s
             limit :limit
            """
                .formatted(due(priority)))
        .param("partner", partner)
        .param("now", column(clock.instant()))
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  private static String due(Priority priority) {
    return switch (priority) {
      case EMERGENCY -> "due_emergency";
      case URGENT -> "due_urgent";
      case ROUTINE -> "due_routine";
    };
  }

  /** Leases the lane and takes the first due delivery of that priority in it. */
  Optional<Delivery> claim(String partner, String participantId, Priority priority) {
    var ends = clock.instant().plus(lease);
    if (!lease(partner, participantId, ends)) {
      return Optional.empty();
    }
    var number = number(partner, participantId);
    var first = first(partner, participantId, priority, new Lease(number, ends));
    if (first.isEmpty()) {
      free(partner, participantId, number);
      refresh(partner, participantId);
    }
    return first;
  }

  private boolean lease(String partner, String participantId, Instant ends) {
    return db.sql(
                """
                update lane set lease = lease + 1, leased_until = :until, node = :node
                 where partner = :partner and participant_id = :participant
                   and leased_until <= :now
                """)
            .param("until", column(ends))
            .param("node", node)
            .param("partner", partner)
            .param("participant", participantId)
            .param("now", column(clock.instant()))
            .update()
        == 1;
  }

  private long number(String partner, String participantId) {
    return db.sql(
            "select lease from lane where partner = :partner and participant_id = :participant")
        .param("partner", partner)
        .param("participant", participantId)
        .query(Long.class)
        .single();
  }

  private Optional<Delivery> first(
      String partner, String participantId, Priority priority, Lease hold) {
    return db.sql(
            """
            select id, kind, record_id, version, edition, attempts, in_doubt, tried, basis,
                   released, unheard_until, writing_until
              from delivery
             where partner = :partner and participant_id = :participant and state = 'WAITING'
               and behind = false and priority = :priority and due_at <= :now
             order by participant_id, partner, state, behind, priority, due_at, id
             limit 1
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .param("priority", priority.rank())
        .param("now", column(clock.instant()))
        .query(
            (row, n) ->
                new Delivery(
                    row.getLong("id"),
                    RecordColumns.key(row),
                    participantId,
                    partner,
                    priority,
                    row.getInt("edition"),
                    row.getInt("attempts") + 1,
                    doubt(row),
                    unheardUntil(row),
                    hold))
        .optional();
  }

  private static Optional<Doubt> doubt(ResultSet row) throws SQLException {
    return row.getBoolean("in_doubt")
        ? Optional.of(
            new Doubt(
                Optional.ofNullable(row.getString("tried")).map(Form::valueOf),
                BasisColumn.read(row),
                row.getBoolean("released")))
        : Optional.empty();
  }

  /** Of an attempt that died it is not known what it wrote last. */
  private static Optional<Instant> unheardUntil(ResultSet row) throws SQLException {
    return Stream.of(Times.maybe(row, "unheard_until"), Times.maybe(row, "writing_until"))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /** Holds the lane of a claimed delivery for another lease, if it was not lost. */
  Optional<Instant> prolong(Delivery delivery) {
    var ends = clock.instant().plus(lease);
    var prolonged =
        db.sql(
                """
                update lane set leased_until = :until
                 where partner = :partner and participant_id = :participant and lease = :lease
                   and leased_until > :now
                """)
            .param("until", column(ends))
            .param("partner", delivery.partner())
            .param("participant", delivery.participantId())
            .param("lease", delivery.lease().number())
            .param("now", column(clock.instant()))
            .update();
    return prolonged == 1 ? Optional.of(ends) : Optional.empty();
  }

  /** Frees the lane; false where the lease was lost to somebody else. */
  boolean free(Delivery delivery) {
    return free(delivery.partner(), delivery.participantId(), delivery.lease().number());
  }

  private boolean free(String partner, String participantId, long number) {
    return db.sql(
                """
                update lane set leased_until = :never
                 where partner = :partner and participant_id = :participant and lease = :lease
                """)
            .param("never", column(FREE))
            .param("partner", partner)
            .param("participant", participantId)
            .param("lease", number)
            .update()
        == 1;
  }

  /** An older version does not wait any more: the oldest that does is behind nobody. */
  void unblock(String partner, RecordKey key) {
    db.sql(
            """
            update delivery set behind = false
             where partner = :partner and kind = :kind and record_id = :id
               and state = 'WAITING' and behind = true
               and not %s
            """
                .formatted(OlderWaits.than("delivery")))
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .update();
  }

  /** Writes down anew when the first of each priority falls due. */
  void refresh(String partner, String participantId) {
    db.sql(
            "update lane set due_emergency = (%s), due_urgent = (%s), due_routine = (%s)"
                    .formatted(first("emergency"), first("urgent"), first("routine"))
                + " where partner = :partner and participant_id = :participant")
        .param("partner", partner)
        .param("participant", participantId)
        .param("emergency", Priority.EMERGENCY.rank())
        .param("urgent", Priority.URGENT.rank())
        .param("routine", Priority.ROUTINE.rank())
        .update();
  }

  /** By all columns of the index, so that one row of it is read. */
  private static String first(String priority) {
    return """
    select due_at from delivery
     where partner = :partner and participant_id = :participant and state = 'WAITING'
       and behind = false and priority = :%s
     order by participant_id, partner, state, behind, priority, due_at, id
     limit 1
    """
        .formatted(priority);
  }
}
