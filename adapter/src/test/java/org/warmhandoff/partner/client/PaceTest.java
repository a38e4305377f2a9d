package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.TryLater;

/** How many requests a second a partner gets. */
class PaceTest {

  @Test
  void requestsComeNoFasterThanIsConfigured() {
    var pace = new RateLimit("psychiatry", OptionalDouble.of(20), Duration.ofSeconds(5));
    var start = System.nanoTime();

    for (var request = 0; request < 6; request++) {
      assertThat(pace.await()).isEmpty();
    }

    // Five times a twentieth of a second, the first of which may be nearly over.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void whatWouldWaitForTooLongIsTriedLater() {
    var pace = new RateLimit("psychiatry", OptionalDouble.of(0.01), Duration.ofMillis(10));
    assertThat(pace.await()).isEmpty();

    assertThat(pace.await())
        .map(PartnerFailure::outcome)
        .contains(TryLater.unasked("our own limit of requests a second"));
  }
}
