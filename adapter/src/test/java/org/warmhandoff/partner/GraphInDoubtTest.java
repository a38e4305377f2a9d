package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Bridge;

/** After a lost answer the partner is asked before anything is written. */
class GraphInDoubtTest extends AtPartner {

  @Test
  void inDoubtThePartnerIsAskedFirstAndNothingIsWrittenAgain() {
    acceptsGraph();
    handover().inDoubt(true);

    var delivered = delivered();

    assertThat(delivered).isEqualTo("graph CarePlan/77 1");
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
  void nothingIsWrittenWhenTheLeaseIsNearlyOverAndTheLaneIsLost() {
    acceptsGraph();
    var late = handover().matched();
    handover().laneIsLost();
    clock.pass(Bridge.LEASE.minusSeconds(4));

    var outcome = handover().partner().write(late).outcome();

    assertThat(outcome).isInstanceOf(TryLater.class);
    assertThat(stub.writes()).isEmpty();
  }
}
