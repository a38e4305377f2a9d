package org.warmhandoff.events.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus.State;

/** All that the program may be told of. Each says what it means in {@code asyncapi.yaml}. */
public enum EventType {
  /** A partner has a participant's record. */
  PARTICIPANT_DELIVERED,
  /** A partner has a crisis plan. */
  PLAN_DELIVERED,
  /** A partner has a crisis event. */
  EVENT_DELIVERED,
  /** A partner has a referral. */
  REFERRAL_DELIVERED,
  /** The partner will not take it. */
  DELIVERY_REFUSED,
  /** The partner's system takes it in no form: a person must bring the printed page. */
  DELIVERY_BY_HAND,
  /** A person brought the printed page. */
  DELIVERY_HANDED_OVER,
  /** Consent does not allow it. */
  DELIVERY_WITHHELD,
  /** What the partner held is taken back there, for consent does not allow it any more. */
  DELIVERY_TAKEN_BACK,
  /** The partner never had the record and need not hear that it is over. */
  DELIVERY_NOT_NEEDED,
  /** An operator said that it is not to go. */
  DELIVERY_CANCELLED,
  /** What had ended or was set aside waits again: the participant, consent or a person did it. */
  DELIVERY_RESUMED,
  /** A person must say which of the partner's patients it is. */
  MATCH_NEEDED,
  /** A person said which of the partner's patients it is. */
  MATCH_DECIDED,
  /** Who it is at the partner is open again. */
  MATCH_UNDONE,
  REFERRAL_REQUESTED,
  REFERRAL_RECEIVED,
  REFERRAL_ACCEPTED,
  REFERRAL_REJECTED,
  REFERRAL_SCHEDULED,
  REFERRAL_NO_SHOW,
  REFERRAL_IN_PROGRESS,
  REFERRAL_ON_HOLD,
  REFERRAL_COMPLETED,
  REFERRAL_FAILED,
  REFERRAL_CANCELLED,
  REFERRAL_ENTERED_IN_ERROR,
  /** It stands as before, with another appointment, reason or result. */
  REFERRAL_CHANGED,
  /** What the partner says of it cannot be, or is not there any more. */
  REFERRAL_UNCLEAR,
  /** Nobody has answered it in time. */
  REFERRAL_NOT_ANSWERED,
  /** Something needs a person. */
  ATTENTION_OPENED,
  /** What needs a person does so for another reason. */
  ATTENTION_CHANGED,
  /** It does not need a person any more. */
  ATTENTION_CLOSED;

  /**
   * Before the word, so that the types are nobody else's: <a
   * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#type">CloudEvents</a>
   * asks for a reversed DNS name.
   */
  public static final String PREFIX = "org.warmhandoff.";

  /** The word used in the configuration, such as {@code referral.no-show}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
  }

  /** The type of the CloudEvent, such as {@code org.warmhandoff.referral.no-show}. */
  public String type() {
    return PREFIX + word();
  }

  /** The type of that word, or empty if there is none. */
  public static Optional<EventType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  /** That a partner has a record of that kind. */
  public static EventType delivered(RecordKind kind) {
    return switch (kind) {
      case PARTICIPANT -> PARTICIPANT_DELIVERED;
      case CRISIS_PLAN -> PLAN_DELIVERED;
      case CRISIS_EVENT -> EVENT_DELIVERED;
      case REFERRAL -> REFERRAL_DELIVERED;
    };
  }

  /**
   * That a delivery of that kind of record stands so now. Empty for what waits for its first time
   * or is tried again, and for what a newer version took the place of, of which is told instead.
   */
  public static Optional<EventType> of(DeliveryState state, RecordKind kind) {
    return switch (state) {
      case DELIVERED -> Optional.of(delivered(kind));
      case REFUSED -> Optional.of(DELIVERY_REFUSED);
      case NEEDS_PERSON -> Optional.of(MATCH_NEEDED);
      case BY_HAND -> Optional.of(DELIVERY_BY_HAND);
      case HANDED_OVER -> Optional.of(DELIVERY_HANDED_OVER);
      case WITHHELD -> Optional.of(DELIVERY_WITHHELD);
      case NOT_NEEDED -> Optional.of(DELIVERY_NOT_NEEDED);
      case CANCELLED -> Optional.of(DELIVERY_CANCELLED);
      case WAITING, SUPERSEDED -> Optional.empty();
    };
  }

  /** That a referral stands so now at a partner. */
  public static EventType of(State state) {
    return switch (state) {
      case REQUESTED -> REFERRAL_REQUESTED;
      case RECEIVED -> REFERRAL_RECEIVED;
      case ACCEPTED -> REFERRAL_ACCEPTED;
      case REJECTED -> REFERRAL_REJECTED;
      case SCHEDULED -> REFERRAL_SCHEDULED;
      case NO_SHOW -> REFERRAL_NO_SHOW;
      case IN_PROGRESS -> REFERRAL_IN_PROGRESS;
      case ON_HOLD -> REFERRAL_ON_HOLD;
      case COMPLETED -> REFERRAL_COMPLETED;
      case FAILED -> REFERRAL_FAILED;
      case CANCELLED -> REFERRAL_CANCELLED;
      case ENTERED_IN_ERROR -> REFERRAL_ENTERED_IN_ERROR;
      case NOT_UNDERSTOOD -> REFERRAL_UNCLEAR;
    };
  }
}
