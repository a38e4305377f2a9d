package org.warmhandoff.events;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.port.EventReceiver.EventTurn;
import org.warmhandoff.store.Times;

/** How far each receiver is, and what it has not taken yet, in rows. */
final class EventTurns {

  private final JdbcClient db;

  EventTurns(JdbcClient db) {
    this.db = db;
  }

  /**
   * How a receiver stands.
   *
   * @param takenUp the number up to which events were taken up for it
   * @param off since when it wants no more; empty where it does
   * @param failures in a row
   * @param pauseUntil nothing is sent before that
   */
  record ReceiverRow(
      String name, long takenUp, Optional<Instant> off, int failures, Instant pauseUntil) {

    private static ReceiverRow of(ResultSet row, int n) throws SQLException {
      return new ReceiverRow(
          row.getString("name"),
          row.getLong("taken_up"),
          Times.maybe(row, "off_since"),
          row.getInt("failures"),
          Times.instant(row, "pause_until"));
    }
  }

  /** From now on that receiver is told; one that is known goes on where it was. */
  void begin(String receiver, long takenUp, Instant now) {
    db.sql(
            """
            insert into event_receiver (name, taken_up, failures, pause_until)
            values (:name, :number, 0, :now)
                on conflict do nothing
            """)
        .param("name", receiver)
        .param("number", takenUp)
        .param("now", column(now))
        .update();
  }

  ReceiverRow receiver(String name) {
    return db.sql("select * from event_receiver where name = :name")
        .param("name", name)
        .query(ReceiverRow::of)
        .single();
  }

  /** The same, which nobody else changes until the transaction ends. */
  ReceiverRow hold(String name) {
    return db.sql("select * from event_receiver where name = :name for update")
        .param("name", name)
        .query(ReceiverRow::of)
        .single();
  }

  /** Keeps how it is now. Part of the transaction that holds it. */
  void keep(ReceiverRow receiver) {
    db.sql(
            """
            update event_receiver
               set taken_up = :number, off_since = :off, failures = :failures,
                   pause_until = :pause
             where name = :name
            """)
        .param("number", receiver.takenUp())
        .param("off", receiver.off().map(Times::column).orElse(null))
        .param("failures", receiver.failures())
        .param("pause", column(receiver.pauseUntil()))
        .param("name", receiver.name())
        .update();
  }

  long waiting(String receiver) {
    return db.sql("select count(*) from event_turn where receiver = :receiver")
        .param("receiver", receiver)
        .query(Long.class)
        .single();
  }

  /** Since when the one that waits for longest has waited. */
  Optional<Instant> waitingSince(String receiver) {
    return db.sql(
            """
            select taken_up_at from event_turn where receiver = :receiver
             order by seq limit 1
            """)
        .param("receiver", receiver)
        .query((row, n) -> Times.instant(row, "taken_up_at"))
        .optional();
  }

  /** The number of that one; empty where none waits. */
  OptionalLong first(String receiver) {
    return db.sql("select min(seq) as first from event_turn where receiver = :receiver")
        .param("receiver", receiver)
        .query((row, n) -> row.getObject("first", Long.class))
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * It does not wait any more, whether it was taken or not; false where it did not. Where somebody
   * tells it at this moment, the next of its lane waits until that can be over: it would arrive
   * first. Part of the transaction that holds the receiver.
   */
  boolean skip(String receiver, long number, Instant now) {
    db.sql(
            """
            select lane, claimed_until from event_turn
             where receiver = :receiver and seq = :number for update
            """)
        .param("receiver", receiver)
        .param("number", number)
        .query((row, n) -> new TurnHeld(row.getString("lane"), Times.maybe(row, "claimed_until")))
        .optional()
        .ifPresent(
            held ->
                held.until()
                    .filter(now::isBefore)
                    .ifPresent(until -> nextWaits(receiver, held.lane(), number, until)));
    return db.sql("delete from event_turn where receiver = :receiver and seq = :number")
            .param("receiver", receiver)
            .param("number", number)
            .update()
        == 1;
  }

  /** Whose events are told in order, and until when somebody has one of them. */
  private record TurnHeld(String lane, Optional<Instant> until) {}

  private void nextWaits(String receiver, String lane, long number, Instant until) {
    db.sql(
            """
            update event_turn set due_at = :until
             where receiver = :receiver and lane = :lane and due_at < :until
               and seq = (select min(seq) from event_turn
                           where receiver = :receiver and lane = :lane and seq > :number)
            """)
        .param("until", column(until))
        .param("receiver", receiver)
        .param("lane", lane)
        .param("number", number)
        .update();
  }

  void add(String receiver, CloudEvent event, Instant now) {
    db.sql(
            """
            insert into event_turn (receiver, seq, lane, attempts, due_at, taken_up_at)
            values (:receiver, :number, :lane, 0, :now, :now)
                on conflict do nothing
            """)
        .param("receiver", receiver)
        .param("number", event.number())
        .param("lane", event.partitionkey() == null ? "" : event.partitionkey())
        .param("now", column(now))
        .update();
  }

  /**
   * Takes those whose turn it is: of each lane the first.
   *
   * @param until when they fall due again where nothing comes of it
   */
  List<EventTurn> claim(String receiver, int most, Instant now, Instant until) {
    return db
        .sql(
            """
            select t.* from event_turn t
             where t.receiver = :receiver and t.due_at <= :now
               and not exists (select 1 from event_turn earlier
                                where earlier.receiver = t.receiver and earlier.lane = t.lane
                                  and earlier.seq < t.seq)
             order by t.seq limit :most
            """)
        .param("receiver", receiver)
        .param("now", column(now))
        .param("most", most)
        .query((row, n) -> turn(row, until))
        .list()
        .stream()
        .filter(turn -> isClaimed(turn, now, until))
        .toList();
  }

  private static EventTurn turn(ResultSet row, Instant until) throws SQLException {
    return new EventTurn(
        row.getString("receiver"), row.getLong("seq"), row.getInt("attempts"), until);
  }

  /** Of several nodes one. */
  private boolean isClaimed(EventTurn turn, Instant now, Instant until) {
    return db.sql(
                """
                update event_turn set due_at = :until, claimed_until = :until
                 where receiver = :receiver and seq = :number and due_at <= :now
                """)
            .param("until", column(until))
            .param("receiver", turn.receiver())
            .param("number", turn.number())
            .param("now", column(now))
            .update()
        == 1;
  }

  /** It was taken: it does not wait any more, unless it is to be told once more meanwhile. */
  void taken(EventTurn turn) {
    db.sql(
            """
            delete from event_turn
             where receiver = :receiver and seq = :number and due_at = :claimed
            """)
        .param("receiver", turn.receiver())
        .param("number", turn.number())
        .param("claimed", column(turn.claimedUntil()))
        .update();
  }

  /** It was not: it goes again at that time. */
  void again(EventTurn turn, Instant due) {
    db.sql(
            """
            update event_turn set attempts = attempts + 1, due_at = :due, claimed_until = null
             where receiver = :receiver and seq = :number and due_at = :claimed
            """)
        .param("due", column(due))
        .param("claimed", column(turn.claimedUntil()))
        .param("receiver", turn.receiver())
        .param("number", turn.number())
        .update();
  }

  /** Nothing after that number was taken up. */
  void forgetAfter(String receiver, long number) {
    db.sql("delete from event_turn where receiver = :receiver and seq > :number")
        .param("receiver", receiver)
        .param("number", number)
        .update();
  }

  /** What waits goes now. */
  void now(String receiver, Instant now) {
    db.sql("update event_turn set due_at = :now where receiver = :receiver and due_at > :now")
        .param("now", column(now))
        .param("receiver", receiver)
        .update();
  }
}
