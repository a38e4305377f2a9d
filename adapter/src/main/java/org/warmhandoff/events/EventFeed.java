package org.warmhandoff.events;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the program is told, in order, for whoever reads it from a place on. */
public final class EventFeed {

  private final JdbcClient db;
  private final EventNumbers numbers;
  private final String source;

  /**
   * Reads what is in this database.
   *
   * @param source which adapter it is that tells, as a URI
   */
  public EventFeed(JdbcClient db, EventNumbers numbers, String source) {
    this.db = db;
    this.numbers = numbers;
    this.source = source;
  }

  /** Whether a reader can go on from there. */
  public enum ReaderPlace {
    THERE,
    /** What comes next was deleted, for it was old. */
    TOO_OLD,
    /** No event has that number yet: whoever has seen it has seen another store. */
    NOT_YET
  }

  /** Whether all after that number is there. */
  public ReaderPlace place(long after) {
    if (after < deleted()) {
      return ReaderPlace.TOO_OLD;
    }
    return after > numbers.highest() ? ReaderPlace.NOT_YET : ReaderPlace.THERE;
  }

  /** The highest number that was deleted; what comes after it is there. */
  public long deleted() {
    return db.sql("select deleted_seq from cloud_event_head").query(Long.class).single();
  }

  /** The highest number that may be shown. */
  public long highest() {
    return numbers.highest();
  }

  /** What was committed after that number, in order. */
  public List<CloudEvent> after(long number, int limit) {
    return between(number, numbers.highest(), limit);
  }

  /** The same up to that number, which may be shown. Can be part of a transaction. */
  List<CloudEvent> between(long number, long highest, int limit) {
    return db.sql(
            """
            select * from cloud_event where seq > :after and seq <= :highest
             order by seq limit :limit
            """)
        .param("after", number)
        .param("highest", highest)
        .param("limit", limit)
        .query((row, n) -> CloudEvent.of(row, source))
        .list();
  }

  /** That event, unless it was deleted. */
  public Optional<CloudEvent> one(long number) {
    return db.sql("select * from cloud_event where seq = :number")
        .param("number", number)
        .query((row, n) -> CloudEvent.of(row, source))
        .optional();
  }

  /** The number after which all is that happened from that time on. */
  public long before(Instant time) {
    numbers.highest();
    return db.sql(
            """
            select coalesce((select min(seq) - 1 from cloud_event
                              where at >= :time and seq is not null),
                            (select last_seq from cloud_event_head)) as number
            """)
        .param("time", column(time))
        .query(Long.class)
        .single();
  }
}
