package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Sensitivity;

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

  public StateLaw {
    states = Map.copyOf(requireNonNull(states));
  }

  /** Whether the participant, and not a parent, decides on that day who is told that. */
  boolean decidesAlone(Participant participant, Sensitivity what, LocalDate day) {
    var state =
        participant
            .address()
            .map(Address::state)
            .flatMap(code -> Optional.ofNullable(states.get(code)))
            .orElse(new State(OF_AGE, Map.of()));
    var age = Math.min(state.ofAge(), state.minors().getOrDefault(what, state.ofAge()));
    return !participant.birthDate().plusYears(age).isAfter(day);
  }

  /** The day of a signature, when it was a day anywhere. */
  static LocalDate day(Instant signed) {
    return LocalDate.ofInstant(signed, ZoneOffset.UTC);
  }
}
