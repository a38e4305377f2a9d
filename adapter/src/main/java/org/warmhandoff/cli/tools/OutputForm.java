package org.warmhandoff.cli.tools;

/** A form in which a record can travel. */
enum OutputForm {
  GRAPH,
  DOCUMENT,
  MESSAGE
}
