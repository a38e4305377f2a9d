package org.warmhandoff.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A write that says nothing but that one can be made: a store that is only read accepts nothing.
 */
public final class WriteProbe {

  private final JdbcClient db;
  private final Durability durability;

  /** Writes to this database. */
  public WriteProbe(JdbcClient db, Durability durability) {
    this.db = db;
    this.durability = durability;
  }

  /** Writes, and returns when that outlasts a power cut. */
  public void write() {
    var life = durability.life();
    db.sql("update health set asked = asked + 1").update();
    durability.ensure(life);
  }
}
