package org.warmhandoff.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Code systems that cannot be had offline: any of their codes is taken for one. That the codes we
 * use exist, and what they are called, {@link CodesTest} checks.
 */
final class OpenSystems implements IValidationSupport {

  private static final Set<String> OPEN =
      Set.of("http://snomed.info/sct", "http://loinc.org", "http://hl7.org/fhir/sid/icd-10-cm");

  @Override
  public FhirContext getFhirContext() {
    return FhirContext.forR4Cached();
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext context, String system) {
    return OPEN.contains(system);
  }

  /** So that it is asked of every value set; what it does not know the others are asked. */
  @Override
  public boolean isValueSetSupported(ValidationSupportContext context, String valueSetUrl) {
    return true;
  }

  @Override
  public CodeValidationResult validateCode(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      String valueSetUrl) {
    return OPEN.contains(system) ? valid(code, display) : null;
  }

  @Override
  public CodeValidationResult validateCodeInValueSet(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      IBaseResource valueSet) {
    return OPEN.contains(system) ? valid(code, display) : null;
  }

  private static CodeValidationResult valid(String code, String display) {
    return new CodeValidationResult().setCode(code).setDisplay(display);
  }
}
