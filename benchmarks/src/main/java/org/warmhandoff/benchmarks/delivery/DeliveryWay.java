package org.warmhandoff.benchmarks.delivery;

import java.time.Duration;

/** A way to bring records to a partner. */
interface DeliveryWay {

  /** What it is called in the table. */
  String name();

  /**
   * Brings so many plans and returns when all of them were read back at the partner.
   *
   * @return seconds from the first request to the last read-back
   */
  double bring(String group, int count) throws Exception;

  /** Processor time of the process that brings them, since it was started. */
  Duration processor();
}
