package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes messages of FHIR messaging. */
class FhirMessageContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesMessages();
  }

  @Override
  Form form() {
    return Form.FHIR_MESSAGE;
  }
}
