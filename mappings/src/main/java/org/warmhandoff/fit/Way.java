package org.warmhandoff.fit;

import org.warmhandoff.record.Words;

/** How a step is written. */
public enum Way {
  /** {@code PUT Type?identifier=...}: created, or written over. */
  CONDITIONAL_UPDATE,
  /** {@code POST Type} with {@code If-None-Exist}: created if it is not there yet. */
  CONDITIONAL_CREATE,
  /**
   * Looked for first, in what is known of earlier writes, then at the partner: created if it is not
   * there, else written over at its id, with {@code If-Match}.
   */
  SEARCH_THEN_WRITE,
  /** Looked for first, as above; created if it is not there, else left alone. */
  SEARCH_THEN_CREATE,
  /** Looked for first, as above; written over if it is there, else nothing is done. */
  UPDATE_IF_THERE,
  /** {@code PUT Type/id} at an id of our own, which the resource has. */
  AT_OWN_ID,
  /**
   * A document that another takes the place of. The step's resource holds no more than its
   * identifier, its new status and, if known, its id there: what is there is read, and written back
   * with that status, with {@code If-Match}. Where it is not there, or not current any more,
   * nothing is done.
   */
  SUPERSEDE,
  /** Travels in the message with the others. */
  IN_MESSAGE;

  /** The word used on screens, such as {@code search-then-write}. */
  public String word() {
    return Words.word(this);
  }

  @Override
  public String toString() {
    return word();
  }
}
