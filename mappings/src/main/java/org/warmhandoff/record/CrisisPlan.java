package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A participant's crisis plan. A section that was not filled is empty and says nothing. */
public record CrisisPlan(
    String id,
    int version,
    Instant recordedAt,
    Optional<ZoneOffset> offset,
    String participantId,
    State state,
    boolean substanceUse,
    Making making,
    List<String> warningSigns,
    List<String> triggers,
    List<String> coping,
    List<String> distractions,
    List<String> reasonsForLiving,
    List<KeyContact> keyContacts,
    List<Professional> professionals,
    List<EscalationStep> escalation,
    Optional<Environment> environment,
    Optional<Communication> communication,
    Optional<RelapsePrevention> relapsePrevention,
    List<String> medications,
    List<String> followUp,
    List<Mark> marked)
    implements ProgramRecord {

  /** Where a plan is in its life. */
  public enum State {
    DRAFT,
    IN_FORCE,
    REPLACED,
    WITHDRAWN,
    ENTERED_IN_ERROR
  }

  /**
   * Who made the plan, when, and when it is looked at again.
   *
   * @param replaces the id of the plan that this one takes the place of
   */
  public record Making(
      Staff author,
      List<Staff> careTeam,
      LocalDate madeOn,
      Optional<LocalDate> inForceFrom,
      Optional<LocalDate> lastReviewedOn,
      Optional<LocalDate> nextReviewDue,
      boolean participantTookPart,
      Optional<LocalDate> participantSignedOn,
      Optional<String> replaces) {

    public Making {
      requireNonNull(author);
      careTeam = List.copyOf(careTeam);
      requireNonNull(madeOn);
      requireNonNull(inForceFrom);
      requireNonNull(lastReviewedOn);
      requireNonNull(nextReviewDue);
      requireNonNull(participantSignedOn);
      requireNonNull(replaces);
    }
  }

  /**
   * Family, friend or peer who can help, in the order of calling.
   *
   * @param contactId the emergency contact of the participant that this is
   * @param substanceUse whether naming them tells of substance use
   */
  public record KeyContact(
      String name,
      String relationship,
      Optional<Relation> relation,
      Optional<String> contactId,
      Phone phone,
      Optional<String> note,
      Optional<Boolean> substanceUse) {

    public KeyContact {
      requireNonNull(name);
      requireNonNull(relationship);
      requireNonNull(relation);
      requireNonNull(contactId);
      requireNonNull(phone);
      requireNonNull(note);
      requireNonNull(substanceUse);
    }
  }

  /**
   * A professional or a service to turn to, such as the program's crisis line or 988.
   *
   * @param text the number to send text messages to
   * @param chat the web address of its chat
   * @param substanceUse whether naming them tells of substance use
   */
  public record Professional(
      String name,
      String role,
      Optional<Kind> kind,
      List<Phone> phones,
      Optional<String> text,
      Optional<String> chat,
      Optional<String> note,
      Optional<Boolean> substanceUse) {

    /** Which kind of help it is. */
    public enum Kind {
      THERAPIST,
      ON_CALL_CLINICIAN,
      PSYCHIATRIST,
      PRIMARY_CARE,
      PROGRAM_CRISIS_LINE,
      LIFELINE_988,
      EMERGENCY_NUMBER,
      CRISIS_CENTER,
      MOBILE_CRISIS,
      EMERGENCY_DEPARTMENT,
      PEER_SUPPORT,
      OTHER
    }

    public Professional {
      requireNonNull(name);
      requireNonNull(role);
      requireNonNull(kind);
      phones = List.copyOf(phones);
      requireNonNull(text);
      requireNonNull(chat);
      requireNonNull(note);
      requireNonNull(substanceUse);
    }
  }

  /**
   * Making the environment safe.
   *
   * @param means what could be used to do harm, and where it is now
   * @param substances substance-use content wherever it stands
   * @param household who else is at home, and what they know
   */
  public record Environment(
      List<String> means,
      List<String> medicines,
      List<String> substances,
      List<String> pets,
      List<String> household,
      List<String> other) {

    public Environment {
      means = List.copyOf(means);
      medicines = List.copyOf(medicines);
      substances = List.copyOf(substances);
      pets = List.copyOf(pets);
      household = List.copyOf(household);
      other = List.copyOf(other);
    }
  }

  /** At which sign who does what, and by when. */
  public record EscalationStep(String sign, String action, String who, Optional<String> by) {

    public EscalationStep {
      requireNonNull(sign);
      requireNonNull(action);
      requireNonNull(who);
      requireNonNull(by);
    }
  }

  /** How to talk with the participant in a crisis. */
  public record Communication(
      List<String> preferred,
      List<String> helps,
      List<String> doesNotHelp,
      List<String> accessibility) {

    public Communication {
      preferred = List.copyOf(preferred);
      helps = List.copyOf(helps);
      doesNotHelp = List.copyOf(doesNotHelp);
      accessibility = List.copyOf(accessibility);
    }
  }

  /** Keeping sober: substance-use content wherever it stands. */
  public record RelapsePrevention(List<String> triggers, List<String> actions) {

    public RelapsePrevention {
      triggers = List.copyOf(triggers);
      actions = List.copyOf(actions);
    }
  }

  public CrisisPlan {
    requireNonNull(id);
    requireNonNull(recordedAt);
    requireNonNull(offset);
    requireNonNull(participantId);
    requireNonNull(state);
    requireNonNull(making);
    warningSigns = List.copyOf(warningSigns);
    triggers = List.copyOf(triggers);
    coping = List.copyOf(coping);
    distractions = List.copyOf(distractions);
    reasonsForLiving = List.copyOf(reasonsForLiving);
    keyContacts = List.copyOf(keyContacts);
    professionals = List.copyOf(professionals);
    escalation = List.copyOf(escalation);
    requireNonNull(environment);
    requireNonNull(communication);
    requireNonNull(relapsePrevention);
    medications = List.copyOf(medications);
    followUp = List.copyOf(followUp);
    marked = List.copyOf(marked);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.CRISIS_PLAN;
  }

  @Override
  public Priority priority() {
    return Priority.ROUTINE;
  }

  @Override
  public boolean onlyForHolders() {
    return state != State.IN_FORCE;
  }

  @Override
  public boolean current() {
    return state == State.IN_FORCE;
  }

  @Override
  public Set<Sensitivity> essential() {
    return substanceUse
        ? Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN, Sensitivity.SUBSTANCE_USE)
        : Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN);
  }
}
