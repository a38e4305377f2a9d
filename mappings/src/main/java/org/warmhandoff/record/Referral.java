package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The program asks somebody near the participant to take over. */
public record Referral(
    String id,
    int version,
    Instant recordedAt,
    Optional<ZoneOffset> offset,
    String participantId,
    State state,
    Optional<String> stateReason,
    RequestedOf to,
    Urgency urgency,
    boolean substanceUse,
    Staff requester,
    String reason,
    String asked,
    Optional<Instant> requestedAt,
    Optional<Instant> replyBy,
    Optional<Instant> neededBy,
    List<String> howToReach,
    List<String> safetyNotes,
    Optional<String> transport,
    Optional<String> interpreter,
    Optional<Place> location,
    Because because,
    List<String> documents,
    Optional<Appointment> appointment,
    Optional<String> result,
    List<Mark> marked)
    implements ProgramRecord {

  /** Where a referral is in its life, as far as the program is the one to say. */
  public enum State {
    REQUESTED,
    CANCELLED,
    RECALLED,
    COMPLETED,
    ENTERED_IN_ERROR
  }

  /** What the participant is referred to. */
  public enum Target {
    CRISIS_CENTER(PartnerRole.CRISIS_CENTER),
    MOBILE_CRISIS(PartnerRole.MOBILE_CRISIS),
    PRIMARY_CARE(PartnerRole.PRIMARY_CARE),
    PSYCHIATRY_CONSULTATION(PartnerRole.PSYCHIATRY),
    MEDICATION_EVALUATION(PartnerRole.PSYCHIATRY),
    EMERGENCY_DEPARTMENT(PartnerRole.EMERGENCY_DEPARTMENT),
    INPATIENT(PartnerRole.HIGHER_LEVEL_OF_CARE),
    RESIDENTIAL(PartnerRole.HIGHER_LEVEL_OF_CARE),
    PARTIAL_HOSPITALIZATION(PartnerRole.HIGHER_LEVEL_OF_CARE),
    AFTERCARE(PartnerRole.AFTERCARE),
    SPECIALISED_SERVICE(PartnerRole.AFTERCARE);

    private final PartnerRole role;

    Target(PartnerRole role) {
      this.role = role;
    }

    /** The role a partner must have to take it. */
    public PartnerRole role() {
      return role;
    }
  }

  /** As {@code ServiceRequest.priority} has it. */
  public enum Urgency {
    ROUTINE,
    URGENT,
    ASAP,
    STAT
  }

  /**
   * Whom it is for.
   *
   * @param partner the partner by its name in the configuration; empty: the participant's own of
   *     that role, or the one whose service area covers the place where the participant is
   */
  public record RequestedOf(Target target, Optional<String> partner) {

    public RequestedOf {
      requireNonNull(target);
      requireNonNull(partner);
    }
  }

  /** The event and the plan behind the referral, by their ids. */
  public record Because(Optional<String> eventId, Optional<String> planId) {

    public Because {
      requireNonNull(eventId);
      requireNonNull(planId);
    }
  }

  /** When and where, once it is known. */
  public record Appointment(Instant at, Optional<Instant> until, String where) {

    public Appointment {
      requireNonNull(at);
      requireNonNull(until);
      requireNonNull(where);
    }
  }

  public Referral {
    requireNonNull(id);
    requireNonNull(recordedAt);
    requireNonNull(offset);
    requireNonNull(participantId);
    requireNonNull(state);
    requireNonNull(stateReason);
    requireNonNull(to);
    requireNonNull(urgency);
    requireNonNull(requester);
    requireNonNull(reason);
    requireNonNull(asked);
    requireNonNull(requestedAt);
    requireNonNull(replyBy);
    requireNonNull(neededBy);
    howToReach = List.copyOf(howToReach);
    safetyNotes = List.copyOf(safetyNotes);
    requireNonNull(transport);
    requireNonNull(interpreter);
    requireNonNull(location);
    requireNonNull(because);
    documents = List.copyOf(documents);
    requireNonNull(appointment);
    requireNonNull(result);
    marked = List.copyOf(marked);
  }

  /** When the program first asked, as far as the record says; else when it was written down. */
  public Instant authoredAt() {
    return requestedAt.orElse(recordedAt);
  }

  /** The same when the program asks for it no more. */
  public Referral recalled(String why) {
    return new Referral(
        id,
        version,
        recordedAt,
        offset,
        participantId,
        State.RECALLED,
        Optional.of(why),
        to,
        urgency,
        substanceUse,
        requester,
        reason,
        asked,
        requestedAt,
        replyBy,
        neededBy,
        howToReach,
        safetyNotes,
        transport,
        interpreter,
        location,
        because,
        documents,
        appointment,
        result,
        marked);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.REFERRAL;
  }

  @Override
  public Priority priority() {
    return switch (urgency) {
      case ROUTINE -> Priority.ROUTINE;
      case URGENT, ASAP -> Priority.URGENT;
      case STAT -> Priority.EMERGENCY;
    };
  }

  @Override
  public boolean onlyForHolders() {
    return state != State.REQUESTED;
  }

  @Override
  public boolean current() {
    return state == State.REQUESTED;
  }

  @Override
  public Set<Sensitivity> essential() {
    return substanceUse
        ? Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SUBSTANCE_USE)
        : Set.of(Sensitivity.MENTAL_HEALTH);
  }
}
