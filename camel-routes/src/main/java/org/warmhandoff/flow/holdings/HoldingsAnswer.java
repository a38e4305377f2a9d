package org.warmhandoff.flow.holdings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.warmhandoff.flow.message.Outcome;

/** What came of looking at what a partner holds of a participant. */
public sealed interface HoldingsAnswer {

  /** Of which it was asked. */
  HeldByPartner held();

  /**
   * It was looked at.
   *
   * @param found what is not as it should be
   * @param unseen the types of resources of which not everything could be looked at there
   * @param over what was taken back there and was read where it stood: it does not hold
   * @param requests how many it took
   */
  record Compared(
      HeldByPartner held,
      List<Discrepancy> found,
      List<String> unseen,
      Set<String> over,
      int requests)
      implements HoldingsAnswer {

    public Compared {
      requireNonNull(held);
      found = List.copyOf(found);
      unseen = List.copyOf(unseen);
      over = Set.copyOf(over);
    }
  }

  /**
   * Nothing is known that was not known before.
   *
   * @param why as a delivery would end by it
   */
  record NotCompared(HeldByPartner held, Outcome why) implements HoldingsAnswer {

    public NotCompared {
      requireNonNull(held);
      requireNonNull(why);
    }
  }
}
