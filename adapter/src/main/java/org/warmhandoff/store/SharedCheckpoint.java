package org.warmhandoff.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One checkpoint for all who wait for one. To force a file to the disk takes as long for one commit
 * as for a hundred, so whoever comes while one is being made waits for the next, together with all
 * others who came meanwhile.
 *
 * <p>Each checkpoint writes every page around every change since the one before, so half as many
 * write little more than half. Where they follow each other, the next one therefore waits a little
 * for company, unless somebody in it is in a hurry. Where there was none for that long, nobody
 * waits.
 */
public final class SharedCheckpoint implements Durability {

  /** From the end of one to the beginning of the next: others who come meanwhile are in it too. */
  private static final Duration APART = Duration.ofMillis(5);

  private final Runnable checkpoint;
  private final LongSupplier life;
  private final long apartNanos;
  private boolean beingMade;

  /** Number of the last one that was begun. */
  private long begun;

  /** Number of the last one that was made. */
  private long made;

  /** Number of the last one that somebody in it was in a hurry for. */
  private long hurried;

  /** When the last one ended, by {@link System#nanoTime}. */
  private long ended;

  /**
   * Checkpoints made so.
   *
   * @param checkpoint forces all that was committed before to the disk
   * @param life counts how often the database was opened
   */
  public SharedCheckpoint(Runnable checkpoint, LongSupplier life) {
    this(checkpoint, life, APART);
  }

  SharedCheckpoint(Runnable checkpoint, LongSupplier life, Duration apart) {
    this.checkpoint = checkpoint;
    this.life = life;
    this.apartNanos = apart.toNanos();
    this.ended = System.nanoTime() - apartNanos;
  }

  /**
   * Checkpoints of the embedded database.
   *
   * @param db on connections to it
   */
  public static SharedCheckpoint of(JdbcClient db, H2DataSource h2) {
    return new SharedCheckpoint(() -> h2.force(() -> db.sql("checkpoint").update()), h2::life);
  }

  @Override
  public long life() {
    return life.getAsLong();
  }

  @Override
  public void ensure(long then) {
    ensure(then, false);
  }

  @Override
  public void ensureAtOnce(long then) {
    ensure(then, true);
  }

  private void ensure(long then, boolean atOnce) {
    await(next(atOnce));
    if (life.getAsLong() != then) {
      throw new DataAccessResourceFailureException(
          "the database was opened again since; what was committed before may not be in it");
    }
  }

  private void await(long ours) {
    while (!isMade(ours)) {
      if (isOursToMake()) {
        make();
      }
    }
  }

  /** One that has begun already may not see what we committed. */
  private synchronized long next(boolean atOnce) {
    if (atOnce) {
      hurried = begun + 1;
      notifyAll();
    }
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
    awaitOthers();
    var number = begin();
    var done = false;
    try {
      checkpoint.run();
      done = true;
    } finally {
      end(number, done);
    }
  }

  private synchronized void awaitOthers() {
    var stopped = false;
    for (var left = left(); left > 0 && hurried <= begun; left = left()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException later) {
        stopped = true;
      }
    }
    if (stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private long left() {
    return ended + apartNanos - System.nanoTime();
  }

  private synchronized long begin() {
    return ++begun;
  }

  private synchronized void end(long number, boolean done) {
    made = done ? number : made;
    beingMade = false;
    ended = System.nanoTime();
    notifyAll();
  }
}
