package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.PartnerStub.ok;
import static org.warmhandoff.testing.PartnerStub.searchset;

import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Handover;
import org.warmhandoff.testing.Outcomes;

/** After a lost answer the partner is asked before anything is written. */
class GraphInDoubtTest extends AtPartner {

  private static final Delivered AS_CARE_PLAN =
      new Delivered(Outcomes.receipt(Form.GRAPH, Handover.LINK, "CarePlan/77", Optional.of("1")));

  @Test
  void inDoubtThePartnerIsAskedFirstAndNothingIsWrittenAgain() {
    acceptsGraph();
    handover().inDoubt(true);

    var outcome = handover().write();

    assertThat(outcome).isEqualTo(AS_CARE_PLAN);
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void inDoubtAndNotThereNothingIsWrittenInThisAttempt() {
    acceptsGraph();
    stub.whenSearched("CarePlan", ok(searchset()));
    handover().inDoubt(true);

    var outcome = handover().write();

    assertThat(outcome).isEqualTo(new NotThere());
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void inDoubtAnOlderVersionThatIsThereIsNotTakenForThisOne() {
    acceptsGraph();
    var old = (CarePlan) handover().mainAtPartner();
    old.getIdentifier().remove(old.getIdentifier().size() - 1);
    stub.whenSearched("CarePlan", ok(searchset(old)));
    handover().inDoubt(true);

    assertThat(handover().write()).isEqualTo(new NotThere());
  }

  @Test
  void nothingIsWrittenWhenTheLeaseIsNearlyOver() {
    acceptsGraph();
    var late = handover().matched();
    clock.pass(Bridge.LEASE.minusSeconds(4));

    var outcome = handover().partner().write(late).outcome();

    assertThat(outcome).isInstanceOf(TryLater.class);
    assertThat(stub.writes()).isEmpty();
  }
}
