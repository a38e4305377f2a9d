package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.Statement;

/** A partner that takes messages of FHIR messaging. */
class FhirMessageContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return Statement.takesMessages();
  }

  @Override
  Form form() {
    return Form.FHIR_MESSAGE;
  }
}
