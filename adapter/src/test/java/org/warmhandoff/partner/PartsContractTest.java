package org.warmhandoff.partner;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes plans and documents. */
class PartsContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesOneByOne(List.of("CarePlan", "DocumentReference"));
  }

  @Override
  Form form() {
    return Form.PARTS;
  }
}
