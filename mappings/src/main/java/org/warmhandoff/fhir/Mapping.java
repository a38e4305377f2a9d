package org.warmhandoff.fhir;

/** One record, about to be told. */
interface Mapping {

  /** The record as resources of their own kinds. */
  Graph graph();

  /** What its document says. */
  Paper paper();
}
