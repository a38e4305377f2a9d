package org.warmhandoff.store;

/** Whether what was committed would outlast a kill of the process and a power cut. */
public interface Durability {

  /**
   * Returns when everything that this thread has committed would.
   *
   * @throws RuntimeException where that could not be brought about: it may be lost
   */
  void ensure();

  /** Of a database where every commit does by itself. */
  static Durability byEachCommit() {
    return () -> {};
  }
}
