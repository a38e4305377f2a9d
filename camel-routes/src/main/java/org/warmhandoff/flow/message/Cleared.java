package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.disclosure.Ground;

/** A parcel after the consent gate: only what is allowed may become a delivery. */
public record Cleared(List<Addressee> allowed, List<Withheld> withheld) {

  /** What somebody should have had and may not, and on what ground. */
  public record Withheld(Addressee addressee, Ground ground) {

    public Withheld {
      requireNonNull(addressee);
      requireNonNull(ground);
    }
  }

  public Cleared {
    allowed = List.copyOf(allowed);
    withheld = List.copyOf(withheld);
  }
}
