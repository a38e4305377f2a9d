package org.warmhandoff.flow.message;

/** What an outcome says of the partner itself, beside what it says of one delivery. */
public enum Reach {
  /** Nothing: nobody was asked, or not for what fails. */
  UNKNOWN,
  /** It answers as a FHIR server does, whatever the answer. */
  ANSWERS,
  /** It asks everybody to wait (429, 503). */
  BUSY,
  /** It could not be reached at all: no delivery would fare better. */
  GONE,
  /** It fails or falls silent, which may be about this one request. */
  AILING
}
