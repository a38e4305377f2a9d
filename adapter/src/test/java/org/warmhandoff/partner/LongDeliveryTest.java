package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtEhr;

/** A record of dozens of requests at a slow partner takes longer than one lease. */
class LongDeliveryTest extends AtEhr {

  @BeforeEach
  void thePartnerTakesEverythingOneByOne() {
    known(takesOneByOne(graphTypes()));
  }

  @Test
  void theLaneIsHeldForLongerWhileThereIsWork() {
    toEhr.leaseLasts(Duration.ofSeconds(1));

    assertThat(toEhr.write()).isInstanceOf(Delivered.class);

    assertThat(toEhr.prolonged()).isOne();
  }

  @Test
  void aLeaseThatLastsIsLeftAlone() {
    assertThat(toEhr.write()).isInstanceOf(Delivered.class);

    assertThat(toEhr.prolonged()).isZero();
  }

  @Test
  void whoLostTheLaneAsksAndWritesNothingMore() {
    toEhr.leaseLasts(Duration.ofSeconds(1));
    toEhr.laneIsLost();

    assertThat(toEhr.write()).isEqualTo(TryLater.unasked("not its turn any more"));
    assertThat(((AttemptResult) toEhr.match()).outcome())
        .isEqualTo(TryLater.unasked("not its turn any more"));

    assertThat(ehr.asked()).isEmpty();
  }
}
