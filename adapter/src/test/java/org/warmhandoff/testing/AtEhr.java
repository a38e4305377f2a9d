package org.warmhandoff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.testing.ehr.SmallEhr;

/** A test at the door of a partner that keeps what it is sent. */
public abstract class AtEhr extends AtPartner {

  private static final int MOST_ATTEMPTS = 6;

  /** The partner's system. */
  protected final SmallEhr ehr = new SmallEhr();

  /** A hand-over to it. */
  protected final PlanHandover toEhr = to(ehr.base());

  @AfterEach
  void hangUp() {
    toEhr.close();
    ehr.close();
  }

  /** Goes on as the outbox does, until it is delivered. */
  protected Delivered untilDelivered() {
    for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var answer = toEhr.answer();
      var outcome = answer.outcome();
      if (outcome instanceof Delivered delivered) {
        return delivered;
      }
      assertThat(outcome).isNotInstanceOf(Refused.class);
      if (answer.inDoubt()) {
        toEhr.inDoubt(true);
      } else if (outcome instanceof NotThere) {
        toEhr.inDoubt(false);
      }
    }
    throw new AssertionError("not delivered in " + MOST_ATTEMPTS + " attempts");
  }
}
