package org.warmhandoff.fhir.base;

/** How far the work has come that a receiver was asked for. */
public enum Work {
  /** Nobody has looked, or the receiver does not say. */
  NOT_KNOWN,
  /** Nobody there has taken it. */
  OPEN,
  /** Somebody there has it, and alone says how it ends. */
  TAKEN,
  /** It has ended there. */
  OVER
}
