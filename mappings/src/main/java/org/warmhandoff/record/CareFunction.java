package org.warmhandoff.record;

/** What somebody does in the care of the participant. */
public enum CareFunction {
  THERAPIST,
  PSYCHOLOGIST,
  PSYCHIATRIST,
  PRIMARY_CARE,
  NURSE,
  CASE_MANAGER,
  CARE_COORDINATOR,
  CRISIS_COUNSELOR,
  PEER_SPECIALIST,
  OTHER
}
