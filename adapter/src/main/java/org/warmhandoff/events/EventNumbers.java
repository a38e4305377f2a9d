package org.warmhandoff.events;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.store.Durability;

/**
 * Numbers events once they are committed, one who numbers at a time: what is committed later gets a
 * higher number, whenever it was begun, so that no reader who goes by numbers misses one. A number
 * is shown when it would outlast a power cut.
 */
public final class EventNumbers {

  private static final int AT_ONCE = 500;

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Durability durability;
  private final String life;
  private volatile Lasting lasting = new Lasting(-1, -1);

  /** Up to which number events outlast a power cut, in which life of the database. */
  private record Lasting(long life, long number) {}

  /**
   * Numbers what is in this database.
   *
   * @param transaction whose commit outlasts a power cut, as far as the database goes by commits
   * @param life of this process, unlike any other: what gets a number once more, after a backup was
   *     put back, gets another id
   */
  public EventNumbers(
      JdbcClient db, TransactionTemplate transaction, Durability durability, String life) {
    this.db = db;
    this.transaction = transaction;
    this.durability = durability;
    this.life = life;
  }

  /** Numbers what is committed; the highest number that may be shown. */
  public long highest() {
    var of = durability.life();
    while (!waiting(1).isEmpty()) {
      transaction.executeWithoutResult(tx -> number());
    }
    var highest =
        db.sql("select last_seq from cloud_event_head").query(Long.class).single().longValue();
    var known = lasting;
    if (known.life() != of || known.number() < highest) {
      durability.ensure(of);
      lasting = new Lasting(of, highest);
    }
    return highest;
  }

  private void number() {
    var number =
        db.sql("select last_seq from cloud_event_head for update").query(Long.class).single();
    for (var id : waiting(AT_ONCE)) {
      number++;
      db.sql("update cloud_event set seq = :number, uid = :uid where id = :id")
          .param("uid", life + "-" + number)
          .param("number", number)
          .param("id", id)
          .update();
    }
    db.sql("update cloud_event_head set last_seq = :number").param("number", number).update();
  }

  private List<Long> waiting(int most) {
    return db.sql("select id from cloud_event where seq is null order by id limit :most")
        .param("most", most)
        .query(Long.class)
        .list();
  }
}
