package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.message.Stored;

/** First and last days of consents, which change what may be disclosed without anybody's doing. */
public interface ConsentDays {

  /**
   * Ids of the participants of whom a consent began or ended since this was last asked and done,
   * and of those of whom it is decided by other rules since.
   */
  List<String> changed();

  /** The participant's record as if it came once more, in its turn: a part of a transaction. */
  Stored.Fresh again(String participantId);

  /** That one is planned anew, and need not be once more where others are not. */
  void planned(String participantId);

  /** All of them are planned anew. */
  void done();
}
