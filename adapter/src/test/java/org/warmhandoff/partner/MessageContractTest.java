package org.warmhandoff.partner;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes messages in a Communication. */
class MessageContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesOneByOne(List.of("Communication"));
  }

  @Override
  Form form() {
    return Form.MESSAGE;
  }
}
