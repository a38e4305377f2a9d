package org.warmhandoff.terminology;

import static java.util.Objects.requireNonNull;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** One code of a code system, with the display that system gives it. */
public record Code(String system, String code, String display) {

  public Code {
    requireNonNull(system);
    requireNonNull(code);
    requireNonNull(display);
  }

  /** The code alone. */
  public Coding coding() {
    return new Coding(system, code, display);
  }

  /** The code, and its display as text. */
  public CodeableConcept concept() {
    return new CodeableConcept(coding()).setText(display);
  }
}
