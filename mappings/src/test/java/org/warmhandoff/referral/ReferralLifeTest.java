package org.warmhandoff.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;

class ReferralLifeTest {

  /** Of each state: what the partner says in one step, and what it says after steps not seen. */
  @ParameterizedTest
  @CsvSource({
    "REQUESTED,   RECEIVED ACCEPTED REJECTED, COMPLETED SCHEDULED NO_SHOW IN_PROGRESS ON_HOLD FAILED",
    "RECEIVED,    ACCEPTED REJECTED, SCHEDULED NO_SHOW IN_PROGRESS ON_HOLD COMPLETED FAILED",
    "ACCEPTED,    SCHEDULED IN_PROGRESS ON_HOLD COMPLETED FAILED REJECTED, NO_SHOW",
    "SCHEDULED,   ACCEPTED NO_SHOW IN_PROGRESS ON_HOLD COMPLETED FAILED REJECTED CANCELLED, ''",
    "NO_SHOW,     SCHEDULED IN_PROGRESS ON_HOLD COMPLETED FAILED CANCELLED, ''",
    "IN_PROGRESS, SCHEDULED NO_SHOW ON_HOLD COMPLETED FAILED, ''",
    "ON_HOLD,     SCHEDULED IN_PROGRESS COMPLETED FAILED CANCELLED, ''",
    "REJECTED,         '', ''",
    "COMPLETED,        '', ''",
    "FAILED,           '', ''",
    "CANCELLED,        '', ''",
    "ENTERED_IN_ERROR, '', ''"
  })
  void whatAPartnerSaysIsAStepOrSeveralOrRefused(State from, String steps, String skipping) {
    var life = new ReferralLife(from, false);

    for (var to : State.values()) {
      var change = life.said(to, Who.RECIPIENT);

      assertThat(change.verdict())
          .as("%s, and then %s", from, to)
          .isEqualTo(expected(from, to, states(steps), states(skipping)));
      assertThat(change.life().state()).isEqualTo(change.isApplied() ? to : from);
    }
  }

  private static Verdict expected(State from, State to, Set<State> steps, Set<State> skipping) {
    if (from == to) {
      return Verdict.SAME;
    }
    if (steps.contains(to)) {
      return Verdict.STEP;
    }
    return skipping.contains(to) ? Verdict.SKIPPING : Verdict.REFUSED;
  }

  /** Of each state: what the program does by itself; else it can only ask the partner to stop. */
  @ParameterizedTest
  @CsvSource({
    "REQUESTED,        CANCELLED ENTERED_IN_ERROR",
    "RECEIVED,         CANCELLED",
    "ACCEPTED,         CANCELLED",
    "SCHEDULED,        CANCELLED",
    "NO_SHOW,          CANCELLED",
    "IN_PROGRESS,      ''",
    "ON_HOLD,          CANCELLED",
    "REJECTED,         ''",
    "COMPLETED,        ''",
    "FAILED,           ''",
    "CANCELLED,        ''",
    "ENTERED_IN_ERROR, ''"
  })
  void whatTheProgramDoesIsOneStepOrRefused(State from, String steps) {
    var life = new ReferralLife(from, false);

    for (var to : State.values()) {
      var change = life.said(to, Who.REQUESTER);

      assertThat(change.verdict())
          .as("%s, and then %s", from, to)
          .isEqualTo(expected(from, to, states(steps), Set.of()));
      assertThat(change.life().state()).isEqualTo(change.isApplied() ? to : from);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVED", "ACCEPTED", "IN_PROGRESS"})
  void aPartnerCancelsOnlyWhatItWasAskedToStop(State from) {
    var life = new ReferralLife(from, false);

    assertThat(life.said(State.CANCELLED, Who.RECIPIENT).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(life.asked().said(State.CANCELLED, Who.RECIPIENT).life())
        .isEqualTo(new ReferralLife(State.CANCELLED, true));
  }

  @Test
  void whoWasAskedToStopMayHaveAcceptedMeanwhile() {
    var crossed = ReferralLife.requested().asked().said(State.ACCEPTED, Who.RECIPIENT);

    assertThat(crossed.verdict()).isEqualTo(Verdict.STEP);
    assertThat(crossed.life().said(State.CANCELLED, Who.RECIPIENT).isApplied()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "COMPLETED", "FAILED", "CANCELLED", "ENTERED_IN_ERROR"})
  void whatIsOverIsNotOpenedAgainThoughAskedToStop(State end) {
    var over = new ReferralLife(end, true);

    assertThat(Stream.of(State.values()).filter(to -> over.said(to, Who.RECIPIENT).isApplied()))
        .isEmpty();
  }

  private static Set<State> states(String names) {
    return Stream.of(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(State::valueOf)
        .collect(Collectors.toSet());
  }
}
