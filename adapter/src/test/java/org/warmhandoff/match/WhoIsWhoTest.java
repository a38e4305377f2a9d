package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.Register;

/**
 * Adversarial people against registers that search in their own ways, by the real client: nobody is
 * linked to a chart that is not theirs, and next to nobody who is certain is left to a person.
 */
class WhoIsWhoTest extends AtPartner {

  private static final int AT_LEAST = 240;
  private static final int CERTAIN_AT_LEAST = 80;
  private static final double MOST_MISSED = 0.03;

  private final Confusion confusion = new Confusion();
  private final List<String> undeclared = new ArrayList<>();

  @Test
  void nobodyIsLinkedToAChartThatIsNotTheirsAndHardlyAnybodyIsMissed() {
    var pairs = Pair.all();

    pairs.parallelStream().forEach(this::decide);

    System.out.println(confusion.table());
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    assertThat(pairs).filteredOn(Pair::isCertain).hasSizeGreaterThanOrEqualTo(CERTAIN_AT_LEAST);
    assertThat(confusion.wrong()).isEmpty();
    assertThat(confusion.missed().size())
        .as("missed: %s", confusion.missed())
        .isLessThanOrEqualTo((int) (MOST_MISSED * confusion.certain()));
    assertThat(undeclared).isEmpty();
  }

  private void decide(Pair pair) {
    try (var register = pair.register()) {
      var known = new MemoryStatements();
      known.keep("psychiatry", PartnerStub.json(register.statement()), clock.instant());
      try (var handover = to(register.base(), known)) {
        handover.participant(pair.sheet());
        add(pair, decision(handover.match()), register);
      }
    }
  }

  private synchronized void add(Pair pair, String decision, Register register) {
    confusion.add(pair, decision);
    register.refused().forEach(asked -> undeclared.add(pair.about() + ": " + asked.target()));
  }

  private static String decision(DeliveryStage stage) {
    if (stage instanceof Matched matched) {
      return matched.link().patient();
    }
    assertThat(((AttemptResult) stage).outcome()).isInstanceOf(NeedsPerson.class);
    return "person";
  }
}
