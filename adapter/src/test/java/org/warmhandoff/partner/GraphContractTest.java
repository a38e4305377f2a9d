package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes everything in a transaction. */
class GraphContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesGraphsOf(graphTypes());
  }

  @Override
  Form form() {
    return Form.GRAPH;
  }
}
