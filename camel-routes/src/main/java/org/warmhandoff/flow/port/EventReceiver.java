package org.warmhandoff.flow.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody whom the program named for its events. */
public interface EventReceiver {

  /** Its name in the configuration. */
  String name();

  /** Those whose turn it is, one of each participant; nobody else gets them for a while. */
  List<EventTurn> due();

  /** Tells it of one. What it answers is a value, never an exception. */
  EventAnswer tell(EventTurn turn);

  /** Keeps what it answered: what it took does not come again, the rest does. */
  void settle(EventAnswer answer);

  /**
   * An event that is to be told.
   *
   * @param number where it stands among all events
   * @param attempts that there were before
   * @param claimedUntil when it falls due again where nothing comes of it
   */
  record EventTurn(String receiver, long number, int attempts, Instant claimedUntil) {}

  /**
   * What came of telling.
   *
   * @param said what the receiver made of it
   * @param note in our own words
   * @param retryAfter for how long it asks to be left alone
   */
  record EventAnswer(EventTurn turn, Said said, String note, Optional<Duration> retryAfter) {

    /** What a receiver makes of an event. */
    public enum Said {
      /** It has it. */
      TAKEN,
      /** It does not have it, or it is not known whether it has. */
      NOT_TAKEN,
      /** It asks to be left alone for a while. */
      BUSY,
      /** It wants no more of any. */
      NO_MORE,
      /** Nobody told it: the event was deleted before. */
      MISSED
    }
  }
}
