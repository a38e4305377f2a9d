package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.PlanHandover;

/** What a partner says that it has made is not made again, however long it does not show it. */
class NamedAndNotShownTest extends AtEhr {

  private void createdAndNotShown() {
    known(takesDocuments());
    ehr.hides("DocumentReference");
    assertThat(toEhr.write()).isInstanceOf(Unknown.class);
    toEhr.inDoubt(true);
  }

  private int documents() {
    return ehr.shelf().all("DocumentReference").size();
  }

  @Test
  void itIsAskedForUntilItIsShown() {
    createdAndNotShown();
    for (var attempt = 0; attempt < 4; attempt++) {
      clock.pass(Duration.ofSeconds(15));
      assertThat(toEhr.write()).isInstanceOf(TryLater.class);
    }
    ehr.hides();

    assertThat(toEhr.write()).isInstanceOf(Delivered.class);
    assertThat(documents()).isOne();
  }

  @Test
  void aPersonIsToldAfterTheDoubt() {
    createdAndNotShown();
    clock.pass(PlanHandover.DOUBT);

    var outcome = toEhr.write();

    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(outcome.note()).contains("DocumentReference/", "does not show it", "released");
    assertThat(documents()).isOne();
  }

  @Test
  void onlyWhatAPersonReleasesIsMadeAgain() {
    createdAndNotShown();
    clock.pass(PlanHandover.DOUBT);
    toEhr.write();

    toEhr.release();
    toEhr.inDoubt(false);
    toEhr.write();

    assertThat(documents()).isEqualTo(2);
  }

  @Test
  void aTransactionIsNotSentAgainEither() {
    known(takesGraphsOf(graphTypes()));
    ehr.hides("CarePlan");
    assertThat(toEhr.write()).isInstanceOf(Unknown.class);
    var sent = ehr.written().size();

    toEhr.inDoubt(true);
    assertThat(toEhr.write()).isInstanceOf(TryLater.class);
    toEhr.inDoubt(false);
    assertThat(toEhr.write()).isInstanceOf(TryLater.class);

    assertThat(ehr.written()).hasSize(sent);
  }
}
