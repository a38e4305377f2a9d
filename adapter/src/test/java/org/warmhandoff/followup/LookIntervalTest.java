package org.warmhandoff.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.record.Priority;

class LookIntervalTest {

  private static final LookInterval PAUSES =
      new LookInterval(
          new Patience(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1)));

  @ParameterizedTest
  @CsvSource({
    "EMERGENCY, PT0S,   PT30S",
    "EMERGENCY, PT10M,  PT30S",
    "EMERGENCY, PT1H,   PT3M",
    "URGENT,    PT0S,   PT5M",
    "URGENT,    PT10H,  PT30M",
    "ROUTINE,   PT0S,   PT1H",
    "ROUTINE,   P3D,    PT3H36M",
    "ROUTINE,   P300D,  PT6H"
  })
  void theMoreUrgentAndTheNewerTheNewsTheSoonerItIsAskedAgain(
      Priority priority, Duration quiet, Duration pause) {
    assertThat(PAUSES.of(priority, quiet)).isEqualTo(pause);
  }

  @Test
  void whatIsOverIsLookedAtDailyForAWeek() {
    assertThat(LookInterval.afterwards(Duration.ofDays(6))).contains(Duration.ofDays(1));
    assertThat(LookInterval.afterwards(Duration.ofDays(7))).isEmpty();
  }
}
