package org.warmhandoff.fit;

import org.warmhandoff.record.Words;

/** In what form a partner gets a record, the fullest first. */
public enum Form {
  /** Every resource, in one transaction, each found by its business identifier. */
  GRAPH,
  /** The same resources one by one, in an order in which references lead to what is there. */
  SINGLE_WRITES,
  /** The resources that the partner takes, each by itself, and the document. */
  PARTS,
  /** One document for each version. */
  DOCUMENT,
  /** One Communication for each version. */
  MESSAGE,
  /** A message of FHIR messaging, with every resource in it. */
  FHIR_MESSAGE,
  /** A page that a person prints and hands over: nothing is written. */
  BY_HAND;

  /** The word used in configuration, receipts and on screens, such as {@code single-writes}. */
  public String word() {
    return Words.word(this);
  }

  @Override
  public String toString() {
    return word();
  }
}
