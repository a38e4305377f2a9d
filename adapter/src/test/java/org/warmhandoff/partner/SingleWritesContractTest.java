package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes everything one by one and knows no conditions. */
class SingleWritesContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesOneByOne(graphTypes());
  }

  @Override
  Form form() {
    return Form.SINGLE_WRITES;
  }
}
