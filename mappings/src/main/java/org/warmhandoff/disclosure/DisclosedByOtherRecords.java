package org.warmhandoff.disclosure;

import java.util.Set;

/**
 * What any record of a participant may tell one recipient, whichever it is: what one of them told
 * before may stand there for another.
 *
 * @param contacts whether it may tell who the participant's contacts are
 * @param consents the ids of the consents that something may rest on
 */
record DisclosedByOtherRecords(boolean contacts, Set<String> consents) {

  DisclosedByOtherRecords {
    consents = Set.copyOf(consents);
  }
}
