package org.warmhandoff.config;

import java.util.Optional;

/**
 * What a configuration takes of Java's heap at its worst: every hand at work, the largest records,
 * and a partner that answers as much as is taken in. The shares are reckoned from the limits, not
 * measured.
 */
public final class Memory {

  private static final long MEGABYTE = 1024L * 1024;

  /** The program itself, at rest. */
  private static final long AT_REST = 80;

  /** The one conversation that may hold much. */
  private static final long LARGEST_CONVERSATION = 56;

  private static final long EACH_HAND = 4;

  /**
   * Copies of the largest record, of all that are under way: two of each of six that are read and
   * of one of the inbox, six of each of two that are taken in, and four on their way out.
   */
  private static final long COPIES_OF_A_RECORD = 30;

  private Memory() {}

  /** In megabytes. */
  public static long needed(Config config) {
    var hands = config.partners().stream().mapToLong(PartnerConfig::parallel).sum();
    return AT_REST
        + LARGEST_CONVERSATION
        + EACH_HAND * hands
        + COPIES_OF_A_RECORD * config.intake().largestRecord() / MEGABYTE;
  }

  /** Why the configuration does not go with so many bytes; empty where it does. */
  public static Optional<String> tooSmall(Config config, long heap) {
    var needed = needed(config);
    return heap >= needed * MEGABYTE
        ? Optional.empty()
        : Optional.of(
            ("Java was given a heap of %d MB, and this configuration takes up to %d MB: start it"
                    + " with -Xmx%dm, or lower partners[].limits.parallel or intake.largest-record")
                .formatted(heap / MEGABYTE, needed, needed + needed / 10));
  }
}
