package org.warmhandoff.record;

/** What a partner is to the participants it serves. */
public enum PartnerRole {
  PRIMARY_CARE(FoundBy.CARE_NETWORK),
  PSYCHIATRY(FoundBy.CARE_NETWORK),
  CRISIS_CENTER(FoundBy.PLACE),
  MOBILE_CRISIS(FoundBy.PLACE),
  EMERGENCY_DEPARTMENT(FoundBy.CARE_NETWORK),
  HIGHER_LEVEL_OF_CARE(FoundBy.CARE_NETWORK),
  AFTERCARE(FoundBy.CARE_NETWORK);

  /** By what the partner of a role is found for one participant. */
  public enum FoundBy {
    /** It is in the participant's care network, or the only one of its role. */
    CARE_NETWORK,
    /** It serves the place where the participant is. */
    PLACE
  }

  private final FoundBy foundBy;

  PartnerRole(FoundBy foundBy) {
    this.foundBy = foundBy;
  }

  /** By what the partner of this role is found for one participant. */
  public FoundBy foundBy() {
    return foundBy;
  }

  /** The word used in JSON and in the configuration, such as {@code crisis-center}. */
  public String word() {
    return Words.word(this);
  }
}
