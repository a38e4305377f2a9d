package org.warmhandoff.api.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.warmhandoff.testing.SettableClock;

class DiscoveredRegistrationTest {

  private static final String ID = "provider";

  private final SettableClock clock = new SettableClock("2026-11-28T09:00:00Z");
  private final DiscoveredRegistration registration =
      new DiscoveredRegistration(ID, this::away, clock);
  private int timesAsked;

  private ClientRegistration away() {
    timesAsked++;
    throw new IllegalStateException("the provider is away");
  }

  private void isLookedFor() {
    assertThatThrownBy(() -> registration.findByRegistrationId(ID))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aProviderThatIsAwayIsLeftAloneForTenSeconds() {
    isLookedFor();
    clock.pass(Duration.ofSeconds(10).minusMillis(1));
    isLookedFor();
    assertThat(timesAsked).isOne();

    clock.pass(Duration.ofMillis(1));
    isLookedFor();
    assertThat(timesAsked).isEqualTo(2);
  }

  @Test
  void aProviderIsNotLeftAloneForLongerWhereTheClockWasPutBack() {
    isLookedFor();

    clock.pass(Duration.ofHours(-2));
    isLookedFor();

    assertThat(timesAsked).isEqualTo(2);
  }
}
