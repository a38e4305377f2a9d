package org.warmhandoff.record;

/** The order in which deliveries of one lane go, the first first. */
public enum Priority {
  EMERGENCY,
  URGENT,
  ROUTINE
}
