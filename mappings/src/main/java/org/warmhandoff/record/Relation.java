package org.warmhandoff.record;

/** What somebody near the participant is to them, as far as there is a word for it. */
public enum Relation {
  PARENT,
  SIBLING,
  SPOUSE,
  DOMESTIC_PARTNER,
  CHILD,
  OTHER_FAMILY,
  FRIEND,
  PEER,
  NEIGHBOR,
  OTHER
}
