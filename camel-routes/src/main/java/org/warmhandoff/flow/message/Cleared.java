package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.disclosure.WithheldPart;

/** A parcel after the consent gate: only what is allowed may become a delivery. */
public record Cleared(List<Allowed> allowed, List<Withheld> withheld) {

  /**
   * What somebody should have and may, as a whole or in part.
   *
   * @param withheld the parts that may not go along
   */
  public record Allowed(Addressee addressee, List<WithheldPart> withheld) {

    public Allowed {
      requireNonNull(addressee);
      withheld = List.copyOf(withheld);
    }
  }

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
