package org.warmhandoff.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.warmhandoff.server.RecentlyUsed;

/**
 * Of records that are large so many are held at a time, whoever sends them. What becomes of a large
 * one while it is taken in is several times its size, so of those it is fewer still.
 */
final class LargeBodies {

  /** How many are read, or wait to be taken in, at a time. */
  static final int HELD = 6;

  /** How many are taken in at a time. */
  static final int TAKEN_IN = 2;

  /** In bytes. Nearly every record is smaller. */
  static final int LARGE = 128 * 1024;

  /** A client waits longer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of those that are held, one credential has half. */
  private static final int OF_ONE = HELD / 2;

  private final Semaphore turns;
  private final Map<String, Semaphore> byCredential = new RecentlyUsed<>();

  private LargeBodies(int most) {
    this.turns = new Semaphore(most, true);
  }

  /** Of those that are read. */
  static LargeBodies held() {
    return new LargeBodies(HELD);
  }

  /** Of those that are taken in. */
  static LargeBodies takenIn() {
    return new LargeBodies(TAKEN_IN);
  }

  /** As many are held as there is memory for. */
  static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany() {
      super("as many large records are being taken in as there is memory for");
    }
  }

  /** Of one body; nobody has it before it is seen to be large. */
  final class Turn implements AutoCloseable {

    private final Semaphore share;
    private boolean taken;

    private Turn(Semaphore share) {
      this.share = share;
    }

    /**
     * Up to that many bytes.
     *
     * @throws TooMany where others hold too much for too long
     */
    byte[] read(InputStream body, int most) throws IOException {
      var beginning = body.readNBytes(Math.min(LARGE, most));
      if (beginning.length < LARGE) {
        return beginning;
      }
      takeFor(beginning.length);
      var rest = body.readNBytes(most - beginning.length);
      var whole = Arrays.copyOf(beginning, beginning.length + rest.length);
      System.arraycopy(rest, 0, whole, beginning.length, rest.length);
      return whole;
    }

    /**
     * Waits for it where a body of that length is large.
     *
     * @throws TooMany where others hold too much for too long
     */
    void takeFor(int length) {
      takeFor(length, PATIENCE);
    }

    /**
     * The same with another patience.
     *
     * @throws TooMany where others hold too much for that long
     */
    void takeFor(int length, Duration patience) {
      if (length < LARGE || taken) {
        return;
      }
      taken = isTaken(System.nanoTime() + patience.toNanos());
      if (!taken) {
        throw new TooMany();
      }
    }

    private boolean isTaken(long until) {
      if (!isAcquired(share, until)) {
        return false;
      }
      if (isAcquired(turns, until)) {
        return true;
      }
      share.release();
      return false;
    }

    private static boolean isAcquired(Semaphore semaphore, long until) {
      try {
        return semaphore.tryAcquire(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      if (taken) {
        taken = false;
        turns.release();
        share.release();
      }
    }
  }

  /** That of anybody. */
  Turn turn() {
    return new Turn(new Semaphore(1));
  }

  /** That of a credential, which has half of them at most: a slow one holds nobody up. */
  synchronized Turn turn(String credential) {
    return new Turn(byCredential.computeIfAbsent(credential, one -> new Semaphore(OF_ONE, true)));
  }
}
