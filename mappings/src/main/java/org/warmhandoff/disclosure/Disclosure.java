package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

/**
 * What of a record may be disclosed to somebody now. {@link Disclosures} alone decides it.
 *
 * @see <a href="https://www.ecfr.gov/current/title-42/part-2">42 CFR Part 2</a>
 */
public sealed interface Disclosure permits Disclosed, Disclosure.Nothing {

  /** Nothing of it. */
  record Nothing(Ground ground) implements Disclosure {

    public Nothing {
      requireNonNull(ground);
    }
  }
}
