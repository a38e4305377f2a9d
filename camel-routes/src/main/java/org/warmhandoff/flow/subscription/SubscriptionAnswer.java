package org.warmhandoff.flow.subscription;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.warmhandoff.flow.message.Outcome;

/** What came of looking after a subscription. */
public sealed interface SubscriptionAnswer {

  /** Which. */
  SubscriptionTurn turn();

  /**
   * It is there.
   *
   * @param id its id there
   * @param active whether the partner says that it calls
   * @param written whether it was written just now, with the secret of this turn
   * @param heartbeat how often it calls though nothing has changed; empty where it does not
   */
  record Standing(
      SubscriptionTurn turn,
      String id,
      boolean active,
      boolean written,
      Optional<Duration> heartbeat)
      implements SubscriptionAnswer {

    public Standing {
      requireNonNull(turn);
      requireNonNull(id);
      requireNonNull(heartbeat);
    }

    /** One that calls only when something has changed. */
    public Standing(SubscriptionTurn turn, String id, boolean active, boolean written) {
      this(turn, id, active, written, Optional.empty());
    }
  }

  /** It is not there any more, as it should be. */
  record Removed(SubscriptionTurn turn) implements SubscriptionAnswer {

    public Removed {
      requireNonNull(turn);
    }
  }

  /**
   * The partner takes none.
   *
   * @param note why, in our own words
   */
  record NotOffered(SubscriptionTurn turn, String note) implements SubscriptionAnswer {

    public NotOffered {
      requireNonNull(turn);
      requireNonNull(note);
    }
  }

  /**
   * The partner could not be asked, or did not do it.
   *
   * @param why as a delivery would end by it
   */
  record NotHeard(SubscriptionTurn turn, Outcome why) implements SubscriptionAnswer {

    public NotHeard {
      requireNonNull(turn);
      requireNonNull(why);
    }
  }
}
