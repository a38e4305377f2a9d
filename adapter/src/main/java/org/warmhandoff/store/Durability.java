package org.warmhandoff.store;

/** Whether what was committed would outlast a kill of the process and a power cut. */
public interface Durability {

  /**
   * Which life of the database this is. One that could not be written to, such as on a full disk,
   * ends and begins again without what was committed to memory alone.
   */
  long life();

  /**
   * Returns when everything that this thread has committed would.
   *
   * @param life what {@link #life} was before that
   * @throws RuntimeException where that could not be brought about: it may be lost
   */
  void ensure(long life);

  /**
   * The same of what cannot wait: {@link #ensure} may wait a few milliseconds for others, so that
   * one checkpoint is for all of them.
   *
   * @param life what {@link #life} was before that
   * @throws RuntimeException where that could not be brought about: it may be lost
   */
  default void ensureAtOnce(long life) {
    ensure(life);
  }

  /** Of a database where every commit does by itself. */
  static Durability byEachCommit() {
    return new Durability() {

      @Override
      public long life() {
        return 0;
      }

      @Override
      public void ensure(long life) {
        // committed is on the disk
      }
    };
  }
}
