package org.warmhandoff.store;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.Sensitivity;

/**
 * How much of a record went to a partner.
 *
 * @param withheld what the parts tell of that did not go along
 * @param permissionsOfContacts whether each contact that it showed might be told, by their ids;
 *     empty where that was not kept
 */
public record SentExtent(
    Set<Sensitivity> withheld, Optional<NavigableMap<String, String>> permissionsOfContacts) {

  public SentExtent {
    withheld = Set.copyOf(withheld);
  }
}
