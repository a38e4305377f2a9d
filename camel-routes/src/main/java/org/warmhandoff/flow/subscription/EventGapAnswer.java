package org.warmhandoff.flow.subscription;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.warmhandoff.flow.message.Outcome;

/** What came of asking a partner for events that it has not told of. */
public sealed interface EventGapAnswer {

  /** Which were asked for. */
  EventGap gap();

  /**
   * The partner named what each of them is about.
   *
   * @param names such as {@code Task/88}
   */
  record Recovered(EventGap gap, Set<String> names) implements EventGapAnswer {

    public Recovered {
      requireNonNull(gap);
      names = Set.copyOf(names);
    }
  }

  /**
   * What they are about is not known from it.
   *
   * @param note why, in our own words
   * @param why as a delivery would end by it; empty where the partner answered
   */
  record NotRecovered(EventGap gap, String note, Optional<Outcome> why) implements EventGapAnswer {

    public NotRecovered {
      requireNonNull(gap);
      requireNonNull(note);
      requireNonNull(why);
    }

    /** The partner's answer is nothing to go by. */
    public NotRecovered(EventGap gap, String note) {
      this(gap, note, Optional.empty());
    }
  }
}
