package org.warmhandoff.partner;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that takes documents. */
class DocumentContractTest extends PartnerContract {

  @Override
  CapabilityStatement takes() {
    return StatedCapabilities.takesDocuments();
  }

  @Override
  Form form() {
    return Form.DOCUMENT;
  }
}
