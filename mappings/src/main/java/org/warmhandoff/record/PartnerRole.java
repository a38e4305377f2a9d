package org.warmhandoff.record;

/** What a partner is to the participants it serves. */
public enum PartnerRole {
  PRIMARY_CARE(FoundBy.CARE_NETWORK, Events.ALL),
  PSYCHIATRY(FoundBy.CARE_NETWORK, Events.ALL),
  CRISIS_CENTER(FoundBy.PLACE, Events.EMERGENCIES),
  MOBILE_CRISIS(FoundBy.PLACE, Events.NONE),
  EMERGENCY_DEPARTMENT(FoundBy.CARE_NETWORK, Events.NONE),
  HIGHER_LEVEL_OF_CARE(FoundBy.CARE_NETWORK, Events.NONE),
  AFTERCARE(FoundBy.CARE_NETWORK, Events.NONE);

  /** By what the partner of a role is found for one participant. */
  public enum FoundBy {
    /** It is in the participant's care network, or the only one of its role. */
    CARE_NETWORK,
    /** It serves the place where the participant is. */
    PLACE
  }

  /** Which crisis events a partner of a role must know of. */
  public enum Events {
    ALL,
    EMERGENCIES,
    /** None, but for what is referred to it. */
    NONE
  }

  private final FoundBy foundBy;
  private final Events events;

  PartnerRole(FoundBy foundBy, Events events) {
    this.foundBy = foundBy;
    this.events = events;
  }

  /** By what the partner of this role is found for one participant. */
  public FoundBy foundBy() {
    return foundBy;
  }

  /** Which crisis events a partner of this role must know of. */
  public Events events() {
    return events;
  }

  /** The word used in JSON and in the configuration, such as {@code crisis-center}. */
  public String word() {
    return Words.word(this);
  }
}
