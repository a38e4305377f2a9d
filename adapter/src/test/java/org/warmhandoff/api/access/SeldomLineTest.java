package org.warmhandoff.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.warmhandoff.testing.SettableClock;

class SeldomLineTest {

  private final SettableClock clock = new SettableClock("2026-11-28T09:00:00Z");
  private final SeldomLine line = new SeldomLine(clock);

  @Test
  void theFirstIsWrittenAndHowManyCameSinceWithTheNextHalfAMinuteLater() {
    assertThat(line.due()).hasValue(1);
    for (var more = 0; more < 300; more++) {
      assertThat(line.due()).isEmpty();
    }

    clock.pass(Duration.ofSeconds(31));

    assertThat(line.due()).hasValue(301);
    assertThat(line.due()).isEmpty();
  }

  @Test
  void aClockThatWasPutBackDoesNotSilenceIt() {
    assertThat(line.due()).hasValue(1);

    clock.set("2026-11-28T07:00:00Z");

    assertThat(line.due()).hasValue(1);
    assertThat(line.due()).isEmpty();
  }
}
