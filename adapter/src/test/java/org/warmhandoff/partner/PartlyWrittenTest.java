package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.ehr.Trouble;

/**
 * A version of which a part is there must not be passed over for a newer one: its document would
 * stand beside that of the newer, and nothing would say that it does not hold any more.
 */
class PartlyWrittenTest extends AtEhr {

  @BeforeEach
  void thePartnerTakesTheDocumentAndAPart() {
    known(takesOneByOne(List.of("CarePlan", "DocumentReference")));
  }

  @Test
  void whatIsThereInPartIsInDoubtUntilItIsThereWhole() {
    ehr.atWrite(2, Trouble.TOO_MANY_SECONDS);

    var partly = toEhr.answer();

    assertThat(partly.outcome()).isInstanceOf(TryLater.class);
    assertThat(partly.inDoubt()).isTrue();
    toEhr.inDoubt(true);
    var whole = toEhr.answer();
    assertThat(whole.outcome()).isInstanceOf(Delivered.class);
    assertThat(whole.inDoubt()).isFalse();
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
  }

  @Test
  void whatTheDaysRequestsDoNotSufficeForIsGoneOnWithTheNextDay() {
    toEhr.ceiling(3);

    var partly = toEhr.answer();

    assertThat(partly.outcome()).isEqualTo(TryLater.unasked("the day's requests are used up"));
    assertThat(partly.exchanges()).hasSize(3);
    toEhr.ceiling(100);
    toEhr.inDoubt(partly.inDoubt());
    assertThat(toEhr.answer().outcome()).isInstanceOf(Delivered.class);
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
  }

  @Test
  void ofWhichNothingIsThereIsNotInDoubt() {
    ehr.atWrite(1, Trouble.TOO_MANY_SECONDS);

    assertThat(toEhr.answer().inDoubt()).isFalse();
  }
}
