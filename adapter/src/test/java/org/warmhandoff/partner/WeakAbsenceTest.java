package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtEhr;

/** Nothing found beside a warning that the answer may not be all is no absence. */
class WeakAbsenceTest extends AtEhr {

  private void warnsAndTheAnswerWasLost(Duration ago) {
    known(takesDocuments());
    ehr.warns();
    toEhr.inDoubtSince(ago);
  }

  @Test
  void theFirstTimeItIsWritten() {
    known(takesDocuments());
    ehr.warns();

    assertThat(toEhr.write()).isInstanceOf(Delivered.class);
  }

  @Test
  void afterALostAnswerTheDoubtStays() {
    warnsAndTheAnswerWasLost(Duration.ofSeconds(30));

    assertThat(toEhr.write()).isInstanceOf(TryLater.class);
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void afterTheDoubtAPersonLooks() {
    warnsAndTheAnswerWasLost(Duration.ofMinutes(5));

    assertThat(toEhr.write()).isInstanceOf(Refused.class);
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void aNoteThatSomethingMayBeLeftOutIsAsGoodAsAWarning() {
    known(takesDocuments());
    ehr.notes();
    toEhr.inDoubtSince(Duration.ofMinutes(5));

    assertThat(toEhr.write()).isInstanceOf(Refused.class);
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void soIsACountOfMoreThanIsShown() {
    known(takesDocuments());
    ehr.countsOneMore();
    toEhr.inDoubtSince(Duration.ofMinutes(5));

    assertThat(toEhr.write()).isInstanceOf(Refused.class);
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void whatThatPersonReleasesGoesAgain() {
    warnsAndTheAnswerWasLost(Duration.ofMinutes(5));
    toEhr.release();
    toEhr.inDoubtSince(Duration.ofMinutes(5));

    assertThat(toEhr.write()).isInstanceOf(NotThere.class);
  }

  @Test
  void copiesAreTold() {
    known(takesDocuments());
    var first = handover().documentAtPartner();
    var second = handover().documentAtPartner();
    second.setId("DocumentReference/89");
    ehr.shelf().put(first);
    ehr.shelf().put(second);

    var receipt = ((Delivered) toEhr.write()).receipt();

    assertThat(receipt.leftOut()).contains("DocumentReference: 2 copies of it are there");
    assertThat(receipt.stale()).containsExactly("DocumentReference: 2 copies of it are there");
  }
}
