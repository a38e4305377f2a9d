package org.warmhandoff.model;

/** What becomes of an attempt to write. */
enum Fate {
  ARRIVES,
  /** The partner has it, and its answer is lost. */
  ARRIVES_UNHEARD,
  /** Neither does it arrive nor is that heard. */
  LOST,
  /** The process dies right after the partner has it. */
  DIES_AFTER,
  /** The process dies before anything is written. */
  DIES_BEFORE,
  REFUSED,
  NEEDS_PERSON,
  BY_HAND,
  BUSY,
  GONE,
  AILING,
  /** So slow that the lease ends before it is written. */
  TOO_LATE
}
