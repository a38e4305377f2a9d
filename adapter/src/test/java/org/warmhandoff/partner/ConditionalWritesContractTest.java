package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes everything one by one, and on condition. */
class ConditionalWritesContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    var statement = StatedCapabilities.takesGraphsOf(graphTypes());
    statement.getRestFirstRep().getInteraction().clear();
    return statement;
  }

  @Override
  Form form() {
    return Form.SINGLE_WRITES;
  }
}
