package org.warmhandoff.model;

/** What becomes of an attempt to write. */
enum Fate {
  ARRIVES,
  /** The partner has it, and its answer is lost. */
  ARRIVES_UNHEARD,
  /** Neither does it arrive nor is that heard. */
  LOST,
  /** Nothing is heard of it, and it is carried out up to two minutes later, whatever came since. */
  ARRIVES_LATE,
  /** The process dies right after the partner has it. */
  DIES_AFTER,
  /** The process dies, and what it wrote is carried out within the doubt. */
  DIES_AND_ARRIVES_LATE,
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
