package org.warmhandoff.fhir.base;

/** How a resource of a graph is written at a partner. */
public enum Write {
  /** The program owns it: each version is written over the one before. */
  UPDATE,
  /** The recipient owns it once it is there: written if it is not there yet, then left alone. */
  CREATE_ONCE,
  /**
   * Written at an id of our own, by a partner that allows such, and left out elsewhere: resources
   * that no business identifier can find.
   */
  AT_OWN_ID
}
