package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static Duration pause(int attempt, double dice, Optional<Duration> notBefore) {
    return new Backoff(FIRST, LONGEST, () -> dice).after(attempt, notBefore);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT2S",
    "2, PT4S",
    "3, PT8S",
    "9, PT512S",
    "10, PT15M",
    "11, PT15M",
    "31, PT15M",
    "500, PT15M",
    "2147483647, PT15M"
  })
  void thePauseDoublesUpToTheLongest(int attempt, Duration expected) {
    assertThat(pause(attempt, 0, Optional.empty())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void anAttemptBeforeTheFirstWaitsAsTheFirst(int attempt) {
    assertThat(pause(attempt, 0, Optional.empty())).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 0.75, 0.9999999})
  void jitterShortensThePauseByAFifthAtMost(double dice) {
    assertThat(pause(1, dice, Optional.empty()))
        .isBetween(Duration.ofMillis(1600), Duration.ofMillis(2000));
    assertThat(pause(100, dice, Optional.empty())).isBetween(Duration.ofMinutes(12), LONGEST);
  }

  @Test
  void everybodyComesBackAtAnotherTime() {
    assertThat(pause(4, 0.1, Optional.empty())).isNotEqualTo(pause(4, 0.2, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9999999})
  void whatThePartnerAskedForIsNeverCutShort(double dice) {
    var asked = Duration.ofHours(3);

    assertThat(pause(1, dice, Optional.of(asked))).isEqualTo(asked);
  }

  @Test
  void aPartnerThatAsksForLessThanThePauseIsLeftAloneForThePause() {
    assertThat(pause(5, 0, Optional.of(Duration.ofSeconds(1)))).isEqualTo(Duration.ofSeconds(32));
    assertThat(pause(5, 0, Optional.of(Duration.ofSeconds(-60)))).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void aPartnerThatAsksForYearsIsAskedAgainTomorrow() {
    var years = Optional.of(Duration.ofSeconds(999_999_999));

    assertThat(pause(1, 0, years)).isEqualTo(Duration.ofDays(1));
  }
}
