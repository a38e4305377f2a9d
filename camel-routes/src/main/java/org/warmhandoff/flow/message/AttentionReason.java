package org.warmhandoff.flow.message;

import org.warmhandoff.record.Words;

/** Why a person should see something. */
public enum AttentionReason {
  /** A delivery is set aside: {@link DeliveryState#REFUSED}. */
  REFUSED,
  /** A delivery is set aside: {@link DeliveryState#NEEDS_PERSON}. */
  NEEDS_PERSON,
  /** A delivery is set aside: {@link DeliveryState#BY_HAND}. */
  BY_HAND,
  /** A delivery that is urgent may not go: {@link DeliveryState#WITHHELD}. */
  WITHHELD,
  /** A delivery waits for longer than it should. */
  WAITING,
  /** Something is at a partner that should not be there as it is. */
  STALE,
  /** A partner holds more, or otherwise, than may be disclosed to it now. */
  CONSENT_CHANGED,
  /** A partner does not take a referral on. */
  REFERRAL_REJECTED,
  /** A partner took a referral on and could not do it, or called it off. */
  REFERRAL_FAILED,
  /** A participant did not come to what a referral was scheduled for. */
  NO_SHOW,
  /** Nobody answered a referral in time. */
  NO_REPLY,
  /** What a partner says of a referral cannot be, or does not say how it ended. */
  REFERRAL_UNCLEAR,
  /** A partner's subscription does not tell of what changes there. */
  SUBSCRIPTION_SILENT,
  /** What is ours stands, at a partner, in the chart of somebody else. */
  WRONG_PATIENT,
  /** What is ours is not at a partner any more. */
  MISSING_AT_PARTNER,
  /** A partner, or somebody there, changed what is ours. */
  CHANGED_AT_PARTNER,
  /** Something of ours stands at a partner that should not. */
  EXTRA_AT_PARTNER,
  /** A partner has something of its own about a crisis of a participant. */
  PARTNER_NEWS,
  /** A scheduled drill at a partner missed a target, or something of it did not get there. */
  DRILL_MISSED,
  /** What a drill sent may still stand at a partner. */
  DRILL_LEFT,
  /** A partner does not answer. */
  DOWN,
  /** A partner asked to be left alone for a while. */
  BUSY,
  /** A partner takes no more requests today. */
  CEILING,
  /** Something waits for a partner of which the configuration knows nothing. */
  NOT_CONFIGURED,
  /** The next pages of a partner's searches lie at another address. */
  PAGES_ELSEWHERE,
  /** A partner does not allow us what its forms need. */
  MISSING_SCOPE,
  /** A partner answers more than is taken in. */
  OVERSIZED_ANSWER,
  /** The record of a participant has not come. */
  UNKNOWN_PARTICIPANT,
  /** No partner takes a record. */
  NOT_ADDRESSED,
  /** A participant has several plans in force. */
  SEVERAL_PLANS,
  /** A file of the inbox was refused. */
  REFUSED_FILE,
  /** A webhook of the program's takes no events, or wants no more. */
  EVENTS_NOT_TAKEN,
  /** Little room is left where the adapter writes. */
  DISK_SPACE;

  /** As the operators' API says it, such as {@code needs-person}. */
  public String word() {
    return Words.word(this);
  }

  /**
   * The reason that the API says so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AttentionReason of(String word) {
    return Words.constant(AttentionReason.class, word);
  }

  /**
   * Why a delivery in that state is seen.
   *
   * @throws IllegalArgumentException where it is not
   */
  public static AttentionReason of(DeliveryState state) {
    return valueOf(state.name());
  }
}
