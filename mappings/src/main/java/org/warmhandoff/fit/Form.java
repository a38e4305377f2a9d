package org.warmhandoff.fit;

import org.warmhandoff.record.Words;

/** In which form a record travels, the fullest first. */
public enum Form {
  /** Every resource, in one transaction. */
  GRAPH,
  /** Every resource, one by one. */
  SINGLE_WRITES,
  /** Those resources that the partner takes, and the whole record as a document. */
  PARTS,
  /** One DocumentReference with the whole record in it. */
  DOCUMENT,
  /** One Communication with the whole record in it. */
  MESSAGE,
  /** The same, as a FHIR message. */
  FHIR_MESSAGE,
  /** A printed page that somebody brings. */
  BY_HAND;

  /** The word used in the API, such as {@code single-writes}. */
  public String word() {
    return Words.word(this);
  }
}
