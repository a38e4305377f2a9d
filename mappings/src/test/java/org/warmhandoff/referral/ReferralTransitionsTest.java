package org.warmhandoff.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralTransitions.Who;

class ReferralTransitionsTest {

  @ParameterizedTest
  @CsvSource({
    "REQUESTED,        CANCELLED ENTERED_IN_ERROR, RECEIVED ACCEPTED REJECTED COMPLETED",
    "RECEIVED,         CANCELLED,                  ACCEPTED REJECTED",
    "ACCEPTED,         CANCELLED,                  SCHEDULED IN_PROGRESS ON_HOLD COMPLETED FAILED REJECTED",
    "SCHEDULED,        CANCELLED,                  ACCEPTED NO_SHOW IN_PROGRESS ON_HOLD COMPLETED FAILED REJECTED CANCELLED",
    "NO_SHOW,          CANCELLED,                   SCHEDULED IN_PROGRESS ON_HOLD COMPLETED FAILED CANCELLED",
    "IN_PROGRESS,      '',                         SCHEDULED NO_SHOW ON_HOLD COMPLETED FAILED",
    "ON_HOLD,          CANCELLED,                  SCHEDULED IN_PROGRESS COMPLETED FAILED CANCELLED",
    "REJECTED,         '',                         ''",
    "COMPLETED,        '',                         ''",
    "FAILED,           '',                         ''",
    "CANCELLED,        '',                         ''",
    "ENTERED_IN_ERROR, '',                         ''",
    "NOT_UNDERSTOOD,   '',                         ''"
  })
  void everyPairOfStatesIsLegalOrNot(State from, String byRequester, String byRecipient) {
    for (var to : State.values()) {
      assertThat(ReferralTransitions.isLegal(from, to, Who.REQUESTER))
          .as("%s to %s by the requester", from, to)
          .isEqualTo(from == to || states(byRequester).contains(to));
      assertThat(ReferralTransitions.isLegal(from, to, Who.RECIPIENT))
          .as("%s to %s by the recipient", from, to)
          .isEqualTo(from == to || states(byRecipient).contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFinalLeadsNowhere(State state) {
    var leadsSomewhere =
        Arrays.stream(State.values())
            .filter(to -> to != state)
            .anyMatch(to -> ReferralTransitions.isLegal(state, to, Who.RECIPIENT));

    assertThat(leadsSomewhere).isEqualTo(!state.isFinal() && state != State.NOT_UNDERSTOOD);
  }

  @Test
  void stepsThatNobodySawLeadThereToo() {
    assertThat(ReferralTransitions.isReachable(State.REQUESTED, State.NO_SHOW, Who.RECIPIENT))
        .isTrue();
    assertThat(ReferralTransitions.isReachable(State.RECEIVED, State.COMPLETED, Who.RECIPIENT))
        .isTrue();
    assertThat(ReferralTransitions.isReachable(State.IN_PROGRESS, State.REQUESTED, Who.RECIPIENT))
        .isFalse();
    assertThat(ReferralTransitions.isReachable(State.REJECTED, State.ACCEPTED, Who.RECIPIENT))
        .isFalse();
    assertThat(ReferralTransitions.isReachable(State.COMPLETED, State.COMPLETED, Who.REQUESTER))
        .isTrue();
  }

  private static Set<State> states(String names) {
    return Stream.of(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(State::valueOf)
        .collect(Collectors.toSet());
  }
}
