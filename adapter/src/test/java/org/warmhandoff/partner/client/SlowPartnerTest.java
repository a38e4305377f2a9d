package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.PartnerStub;

/** No partner holds a lane for longer than one answer may take. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SlowPartnerTest extends AtPartner {

  private static final int MINUTES_2 = 120_000;

  @Override
  protected String answer() {
    return "700ms";
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aWriteThatIsNeverAnsweredIsUnknown() {
    acceptsGraph();
    stub.whenWrittenInTransaction(ok(written()).withFixedDelay(MINUTES_2));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
  }

  @Test
  void aSearchThatIsNeverAnsweredIsTriedLater() {
    stub.whenPatientsAreSearched(ok(PartnerStub.searchset()).withFixedDelay(MINUTES_2));

    assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(TryLater.class);
  }

  @Test
  void anAnswerThatTricklesIsCutOffInTime() {
    acceptsGraph();
    stub.whenWrittenInTransaction(ok(written()).withChunkedDribbleDelay(1000, MINUTES_2));
    var start = System.nanoTime();

    var outcome = handover().write();

    assertThat(outcome).isInstanceOf(Unknown.class);
    assertThat(since(start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aPartnerThatWasCutOffIsHeardAgain() {
    acceptsGraph();
    stub.whenWrittenInTransaction(ok(written()).withChunkedDribbleDelay(1000, MINUTES_2));
    for (var attempt = 0; attempt < 6; attempt++) {
      handover().write();
    }
    acceptsGraph();
    handover().inDoubt(true);

    assertThat(handover().write()).isInstanceOf(Delivered.class);
  }
}
