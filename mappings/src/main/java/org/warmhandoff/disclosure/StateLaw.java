package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;

/**
 * What the law of the participant's state adds: from what age somebody decides alone. Federal law
 * leaves that to the states (42 CFR 2.14); a program says it in a file of its own.
 *
 * @param states by their USPS codes, such as {@code MA}
 */
public record StateLaw(Map<String, State> states) {

  private static final int OF_AGE = 18;

  /** Where no state says anything: who is of age decides alone. */
  public static final StateLaw NONE = new StateLaw(Map.of());

  /**
   * What one state says.
   *
   * @param ofAge from what age somebody decides everything alone
   * @param minors from what age a minor consents alone to have that told
   */
  public record State(int ofAge, Map<Sensitivity, Integer> minors) {

    public State {
      minors = Map.copyOf(minors);
    }
  }

  /**
   * What a file says: {@code {"MA": {"ofAge": 18, "minors": {"substance-use": 12}}}}.
   *
   * @throws IllegalArgumentException where it says something else
   */
  public static StateLaw of(String json) {
    try {
      var states = new HashMap<String, State>();
      new ObjectMapper()
          .readTree(json)
          .properties()
          .forEach(state -> states.put(code(state.getKey()), state(state.getValue())));
      return new StateLaw(states);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("is not JSON", broken);
    }
  }

  private static String code(String state) {
    if (!state.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("names no state by its two letters");
    }
    return state;
  }

  private static State state(JsonNode said) {
    var minors = new EnumMap<Sensitivity, Integer>(Sensitivity.class);
    said.path("minors")
        .properties()
        .forEach(
            one ->
                minors.put(Words.constant(Sensitivity.class, one.getKey()), age(one.getValue())));
    return new State(said.has("ofAge") ? age(said.get("ofAge")) : OF_AGE, minors);
  }

  private static int age(JsonNode years) {
    if (!years.isInt() || years.asInt() < 1 || years.asInt() > 30) {
      throw new IllegalArgumentException("an age must be a number of years from 1 to 30");
    }
    return years.asInt();
  }

  public StateLaw {
    states = Map.copyOf(requireNonNull(states));
  }

  /** Whether the participant, and not a parent, decides on that day who is told that. */
  boolean decidesAlone(Participant participant, Sensitivity what, LocalDate day) {
    var state = state(participant);
    var age = Math.min(state.ofAge(), state.minors().getOrDefault(what, state.ofAge()));
    return !participant.birthDate().plusYears(age).isAfter(day);
  }

  /** Whether the participant is not of age on that day. */
  boolean isMinor(Participant participant, LocalDate day) {
    return participant.birthDate().plusYears(state(participant).ofAge()).isAfter(day);
  }

  private State state(Participant participant) {
    return participant
        .address()
        .map(Address::state)
        .flatMap(code -> Optional.ofNullable(states.get(code)))
        .orElse(new State(OF_AGE, Map.of()));
  }
}
