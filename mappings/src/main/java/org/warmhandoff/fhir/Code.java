package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** One code of a code system, with the display that system gives it. */
record Code(String system, String code, String display) {

  Code {
    requireNonNull(system);
    requireNonNull(code);
    requireNonNull(display);
  }

  Coding coding() {
    return new Coding(system, code, display);
  }

  CodeableConcept concept() {
    return new CodeableConcept(coding()).setText(display);
  }
}
