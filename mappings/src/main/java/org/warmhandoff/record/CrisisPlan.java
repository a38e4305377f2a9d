package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A participant's crisis plan. A section that was not filled is empty and says nothing. */
public record CrisisPlan(
    String id,
    int version,
    Instant recordedAt,
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
    List<String> environment,
    Optional<Communication> communication,
    Optional<RelapsePrevention> relapsePrevention,
    List<String> medications,
    List<String> followUp)
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

  /** Family, friend or peer who can help, in the order of calling. */
  public record KeyContact(String name, String relationship, Phone phone, Optional<String> note) {

    public KeyContact {
      requireNonNull(name);
      requireNonNull(relationship);
      requireNonNull(phone);
      requireNonNull(note);
    }
  }

  /** A professional or a service to turn to, such as the program's crisis line or 988. */
  public record Professional(String name, String role, List<Phone> phones, Optional<String> note) {

    public Professional {
      requireNonNull(name);
      requireNonNull(role);
      phones = List.copyOf(phones);
      requireNonNull(note);
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
    environment = List.copyOf(environment);
    requireNonNull(communication);
    requireNonNull(relapsePrevention);
    medications = List.copyOf(medications);
    followUp = List.copyOf(followUp);
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
  public Set<Sensitivity> sensitivities() {
    return substanceUse || relapsePrevention.isPresent()
        ? Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN, Sensitivity.SUBSTANCE_USE)
        : Set.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN);
  }
}
