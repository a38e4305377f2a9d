package org.warmhandoff.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One checkpoint for all who wait for one. To force a file to the disk takes as long for one commit
 * as for a hundred, so whoever comes while one is being made waits for the next, together with all
 * others who came meanwhile.
 */
public final class SharedCheckpoint implements Durability {

  /** Others who come in this time are in it too: fewer checkpoints keep the file smaller. */
  private static final long LINGER_NANOS = 1_000_000;

  private final Runnable checkpoint;
  private final LongSupplier life;
  private boolean beingMade;

  /** Number of the last one that was begun. */
  private long begun;

  /** Number of the last one that was made. */
  private long made;

  /**
   * Checkpoints made so.
   *
   * @param checkpoint forces all that was committed before to the disk
   * @param life counts how often the database was opened
   */
  public SharedCheckpoint(Runnable checkpoint, LongSupplier life) {
    this.checkpoint = checkpoint;
    this.life = life;
  }

  /**
   * Checkpoints of the embedded database.
   *
   * @param db on connections to it
   */
  public static SharedCheckpoint of(JdbcClient db, H2DataSource h2) {
    return new SharedCheckpoint(
        () -> {
          db.sql("checkpoint").update();
          h2.force();
        },
        h2::life);
  }

  @Override
  public long life() {
    return life.getAsLong();
  }

  @Override
  public void ensure(long then) {
    ensure();
    if (life.getAsLong() != then) {
      throw new DataAccessResourceFailureException(
          "the database was opened again since; what was committed before may not be in it");
    }
  }

  private void ensure() {
    var ours = next();
    while (!isMade(ours)) {
      if (isOursToMake()) {
        make();
      }
    }
  }

  /** One that has begun already may not see what we committed. */
  private synchronized long next() {
    return begun + 1;
  }

  /** Waits while somebody makes one. */
  private synchronized boolean isMade(long number) {
    var stopped = false;
    while (beingMade && made < number) {
      try {
        wait();
      } catch (InterruptedException later) {
        stopped = true;
      }
    }
    if (stopped) {
      Thread.currentThread().interrupt();
    }
    return made >= number;
  }

  private synchronized boolean isOursToMake() {
    var ours = !beingMade;
    beingMade = true;
    return ours;
  }

  /** Where it fails, whoever waits makes another, and hears of that one. */
  private void make() {
    LockSupport.parkNanos(LINGER_NANOS);
    var number = begin();
    var done = false;
    try {
      checkpoint.run();
      done = true;
    } finally {
      end(number, done);
    }
  }

  private synchronized long begin() {
    return ++begun;
  }

  private synchronized void end(long number, boolean done) {
    made = done ? number : made;
    beingMade = false;
    notifyAll();
  }
}
