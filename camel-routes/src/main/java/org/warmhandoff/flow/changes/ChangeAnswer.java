package org.warmhandoff.flow.changes;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.flow.message.Outcome;

/** What came of a search for what has changed. */
public sealed interface ChangeAnswer {

  /** Which. */
  ChangeTurn turn();

  /**
   * The partner showed all of it.
   *
   * @param versions of what was shown, such as {@code 3} of {@code Task/88}
   * @param referrals of which referral of ours each says that it is, where it does
   * @param latest the greatest stamp among them, by the partner's own clock; empty where nothing
   *     was shown, or nothing that is stamped
   * @param fitting empty where one page held all; where it came in several, between which something
   *     may have moved, a stamp after which no more comes than one page holds
   */
  record Changed(
      ChangeTurn turn,
      Map<String, String> versions,
      Map<String, String> referrals,
      Optional<Instant> latest,
      Optional<Instant> fitting)
      implements ChangeAnswer {

    public Changed {
      requireNonNull(turn);
      versions = Map.copyOf(versions);
      referrals = Map.copyOf(referrals);
      requireNonNull(latest);
      requireNonNull(fitting);
    }
  }

  /**
   * It cannot be gone by what the partner answers: it offers no such search, refuses it, does not
   * show all of it, or shows what was not searched for.
   *
   * @param versions of what was shown all the same
   * @param note why, in our own words
   */
  record NotSearchable(ChangeTurn turn, Map<String, String> versions, String note)
      implements ChangeAnswer {

    public NotSearchable {
      requireNonNull(turn);
      versions = Map.copyOf(versions);
      requireNonNull(note);
    }
  }

  /**
   * The partner could not be asked, or did not answer.
   *
   * @param why as a delivery would end by it
   */
  record Unheard(ChangeTurn turn, Outcome why) implements ChangeAnswer {

    public Unheard {
      requireNonNull(turn);
      requireNonNull(why);
    }
  }
}
