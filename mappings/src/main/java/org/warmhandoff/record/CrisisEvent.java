package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Anything between or in sessions that says: now. Each update is a new version of the event. */
public record CrisisEvent(
    String id,
    int version,
    Instant recordedAt,
    Optional<ZoneOffset> offset,
    String participantId,
    State state,
    EventKind what,
    Optional<Nature> nature,
    Severity severity,
    boolean substanceUse,
    String summary,
    Noticed noticed,
    Optional<Risk> risk,
    Optional<Place> location,
    List<Action> actions,
    Optional<Conclusion> outcome,
    Optional<String> followUp,
    Optional<LocalDate> followUpBy,
    List<AssertedCondition> conditions,
    Optional<String> planId,
    Optional<EmergencyDisclosure> emergencyDisclosure,
    Optional<ThreatDisclosure> threatDisclosure,
    List<Mark> marked)
    implements ProgramRecord {

  /** Where an event is in its life. */
  public enum State {
    DETECTED,
    ASSESSED,
    BEING_ACTED_ON,
    RESOLVED,
    ENTERED_IN_ERROR
  }

  /** What has happened. */
  public enum EventKind {
    SUICIDAL_THOUGHTS,
    SUICIDE_ATTEMPT,
    SELF_HARM,
    HARM_TO_OTHERS,
    SUBSTANCE_USE_RELAPSE,
    OVERDOSE,
    WITHDRAWAL,
    PANIC_ATTACK,
    SEVERE_ANXIETY,
    SEVERE_DEPRESSION,
    PSYCHOSIS,
    DISSOCIATION,
    MEDICATION_COMPLICATION,
    OTHER_MEDICAL_EMERGENCY,
    MISSED_SESSION,
    HIGH_RISK_ANSWER;

    /** Whether naming it tells of substance use (42 CFR Part 2). */
    public boolean concernsSubstanceUse() {
      return this == SUBSTANCE_USE_RELAPSE || this == OVERDOSE || this == WITHDRAWAL;
    }
  }

  /** Psychological or medical. */
  public enum Nature {
    PSYCHOLOGICAL,
    MEDICAL
  }

  /** How much is at stake. */
  public enum Severity {
    WATCH,
    URGENT,
    EMERGENCY
  }

  /** How the program came to know. */
  public enum Source {
    CRISIS_LINE_CALL,
    MESSAGE,
    ONE_TAP_ALERT,
    IN_SESSION,
    FAMILY_CALLED,
    MISSED_SESSION_ALERT,
    SCREENING_ANSWER,
    PARTNER_TOLD
  }

  /**
   * How, when and by whom it was noticed.
   *
   * @param by a role or a system, where known
   */
  public record Noticed(
      Source how, Instant at, Optional<String> by, Optional<Screening> screening) {

    public Noticed {
      requireNonNull(how);
      requireNonNull(at);
      requireNonNull(by);
      requireNonNull(screening);
    }
  }

  /** An answer in a screening that called for somebody's eyes. */
  public record Screening(
      String instrument, Optional<String> item, int score, List<ItemScore> answers) {

    /** One of the answers behind a score. */
    public record ItemScore(String item, int score) {

      public ItemScore {
        requireNonNull(item);
      }
    }

    public Screening {
      requireNonNull(instrument);
      requireNonNull(item);
      answers = List.copyOf(answers);
    }
  }

  /** The risk as somebody assessed it. */
  public record Risk(Level level, String assessedBy, Instant assessedAt, String instrument) {

    /** Of the three answers of LOINC 93374-7. */
    public enum Level {
      LOW,
      MODERATE,
      HIGH
    }

    public Risk {
      requireNonNull(level);
      requireNonNull(assessedBy);
      requireNonNull(assessedAt);
      requireNonNull(instrument);
    }
  }

  /**
   * Something that was done.
   *
   * @param consentId the consent on which somebody was told
   */
  public record Action(
      Deed what, Instant at, String by, Optional<String> consentId, Optional<String> note) {

    /** What was done. */
    public enum Deed {
      GROUNDING,
      SAFETY_PLAN_USED,
      SESSION_BY_VIDEO,
      SESSION_BY_PHONE,
      SESSION_BY_MESSAGE,
      ON_CALL_CLINICIAN,
      PSYCHIATRIST_CONSULTED,
      EMERGENCY_CONTACT_TOLD,
      EMERGENCY_SERVICES_SENT,
      WELLNESS_CHECK_SENT,
      MOBILE_CRISIS_CALLED,
      OTHER
    }

    public Action {
      requireNonNull(what);
      requireNonNull(at);
      requireNonNull(by);
      requireNonNull(consentId);
      requireNonNull(note);
    }
  }

  /** How it ended. */
  public record Conclusion(Ending what, Instant at, Optional<String> note) {

    /** The ways an event can end. */
    public enum Ending {
      SETTLED_AT_HOME,
      SEEN_BY_CRISIS_CENTER,
      TAKEN_TO_EMERGENCY_DEPARTMENT,
      ADMITTED_INPATIENT,
      ADMITTED_RESIDENTIAL,
      COULD_NOT_BE_REACHED,
      OTHER
    }

    public Conclusion {
      requireNonNull(what);
      requireNonNull(at);
      requireNonNull(note);
    }
  }

  /** A condition as a clinician asserted it; what a screening says is none. */
  public record AssertedCondition(
      Diagnosis what, Staff assertedBy, Instant assertedAt, Optional<String> note) {

    /** The conditions there is a verified code for. */
    public enum Diagnosis {
      SUICIDAL_IDEATION,
      SUICIDE_ATTEMPT,
      PANIC_DISORDER,
      ANXIETY_DISORDER,
      SEVERE_DEPRESSION,
      PSYCHOTIC_DISORDER,
      DISSOCIATIVE_DISORDER,
      SUBSTANCE_ABUSE,
      ALCOHOL_DEPENDENCE,
      OPIOID_DEPENDENCE,
      ALCOHOL_WITHDRAWAL,
      DRUG_WITHDRAWAL,
      INTENTIONAL_OVERDOSE,
      ADVERSE_DRUG_REACTION;

      /** Whether naming it tells of substance use (42 CFR Part 2). */
      public boolean concernsSubstanceUse() {
        return switch (this) {
          case SUBSTANCE_ABUSE,
              ALCOHOL_DEPENDENCE,
              OPIOID_DEPENDENCE,
              ALCOHOL_WITHDRAWAL,
              DRUG_WITHDRAWAL,
              INTENTIONAL_OVERDOSE ->
              true;
          case SUICIDAL_IDEATION,
              SUICIDE_ATTEMPT,
              PANIC_DISORDER,
              ANXIETY_DISORDER,
              SEVERE_DEPRESSION,
              PSYCHOTIC_DISORDER,
              DISSOCIATIVE_DISORDER,
              ADVERSE_DRUG_REACTION ->
              false;
        };
      }
    }

    public AssertedCondition {
      requireNonNull(what);
      requireNonNull(assertedBy);
      requireNonNull(assertedAt);
      requireNonNull(note);
    }
  }

  public CrisisEvent {
    requireNonNull(id);
    requireNonNull(recordedAt);
    requireNonNull(offset);
    requireNonNull(participantId);
    requireNonNull(state);
    requireNonNull(what);
    requireNonNull(nature);
    requireNonNull(severity);
    requireNonNull(summary);
    requireNonNull(noticed);
    requireNonNull(risk);
    requireNonNull(location);
    actions = List.copyOf(actions);
    requireNonNull(outcome);
    requireNonNull(followUp);
    requireNonNull(followUpBy);
    conditions = List.copyOf(conditions);
    requireNonNull(planId);
    requireNonNull(emergencyDisclosure);
    requireNonNull(threatDisclosure);
    marked = List.copyOf(marked);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.CRISIS_EVENT;
  }

  @Override
  public Priority priority() {
    return switch (severity) {
      case WATCH -> Priority.ROUTINE;
      case URGENT -> Priority.URGENT;
      case EMERGENCY -> Priority.EMERGENCY;
    };
  }

  @Override
  public boolean onlyForHolders() {
    return state == State.ENTERED_IN_ERROR;
  }

  @Override
  public boolean current() {
    return state != State.RESOLVED && state != State.ENTERED_IN_ERROR;
  }

  @Override
  public Set<Sensitivity> essential() {
    return substanceUse || what.concernsSubstanceUse()
        ? Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SUBSTANCE_USE)
        : Set.of(Sensitivity.MENTAL_HEALTH);
  }
}
