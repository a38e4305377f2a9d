package org.warmhandoff.flow.message;

import static java.util.Collections.unmodifiableNavigableMap;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.disclosure.WithheldPart;

/** A parcel after the consent gate: only what is allowed may become a delivery. */
public record Cleared(List<Allowed> allowed, List<Withheld> withheld) {

  /**
   * What somebody should have and may, as a whole or in part.
   *
   * @param withheld the parts that may not go along
   * @param permissionsOfContacts whether each contact that is shown may be told, by their ids
   */
  public record Allowed(
      Addressee addressee,
      List<WithheldPart> withheld,
      NavigableMap<String, String> permissionsOfContacts) {

    public Allowed {
      requireNonNull(addressee);
      withheld = List.copyOf(withheld);
      permissionsOfContacts = unmodifiableNavigableMap(new TreeMap<>(permissionsOfContacts));
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
