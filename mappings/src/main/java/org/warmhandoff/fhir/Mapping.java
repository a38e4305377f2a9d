package org.warmhandoff.fhir;

import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.paper.Paper;

/** One record and the context in which it is mapped. */
interface Mapping {

  /** The record as resources of their own kinds. */
  Graph graph();

  /** What its document says. */
  Paper paper();
}
