package org.warmhandoff.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.warmhandoff.api.access.RepeatedFailures.Limits;
import org.warmhandoff.testing.SettableClock;

class RepeatedFailuresTest {

  private static final String KEY = "198.51.100.7";

  private final SettableClock clock = new SettableClock("2026-11-28T09:00:00Z");
  private final RepeatedFailures failures =
      new RepeatedFailures(clock, new Limits(2, 1, Duration.ofMinutes(1), Duration.ofHours(1)));

  private void fails(int times) {
    for (var time = 0; time < times; time++) {
      failures.count(KEY);
    }
  }

  @Test
  void whoFailsMoreOftenThanIsFreeWaitsLongerWithEachFailureAndNotForEver() {
    fails(2);
    assertThat(failures.left(KEY)).isEmpty();

    fails(1);
    assertThat(failures.left(KEY)).contains(Duration.ofSeconds(1));
    fails(1);
    assertThat(failures.left(KEY)).contains(Duration.ofSeconds(2));
    fails(100);
    assertThat(failures.left(KEY)).contains(Duration.ofMinutes(1));
    assertThat(failures.left("203.0.113.9")).isEmpty();

    clock.pass(Duration.ofMinutes(1));
    assertThat(failures.left(KEY)).isEmpty();
  }

  @Test
  void whereTheClockWasPutBackNobodyWaitsForLongerThanByTheClockAsItWas() {
    fails(5);

    clock.pass(Duration.ofDays(-400));

    assertThat(failures.left(KEY)).contains(Duration.ofSeconds(4));
    clock.pass(Duration.ofSeconds(4));
    assertThat(failures.left(KEY)).isEmpty();
    fails(1);
    assertThat(failures.left(KEY)).as("they count as before").contains(Duration.ofSeconds(8));
  }

  @Test
  void whatWasForgottenDoesNotCountAnyMore() {
    fails(5);

    clock.pass(Duration.ofHours(1));

    assertThat(failures.left(KEY)).isEmpty();
    fails(1);
    assertThat(failures.left(KEY)).isEmpty();
  }
}
