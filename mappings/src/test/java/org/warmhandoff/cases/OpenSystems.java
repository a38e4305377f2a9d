package org.warmhandoff.cases;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * Code systems that cannot be had offline: any of their codes is taken for one. That the codes we
 * use exist, and what they are called, {@code CodesTest} checks.
 */
public final class OpenSystems implements IValidationSupport {

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
    if (!OPEN.contains(system)) {
      return null;
    }
    return valueSet instanceof ValueSet listed && isEnumerated(system, listed)
        ? listed(system, code, display, listed)
        : valid(code, display);
  }

  /** Whether a value set lists its codes of that system one by one, so that they can be checked. */
  private static boolean isEnumerated(String system, ValueSet valueSet) {
    var includes = valueSet.getCompose().getInclude();
    return includes.stream().anyMatch(include -> system.equals(include.getSystem()))
        && includes.stream()
            .noneMatch(
                include ->
                    include.hasValueSet()
                        || (system.equals(include.getSystem()) && !include.hasConcept()));
  }

  private static CodeValidationResult listed(
      String system, String code, String display, ValueSet valueSet) {
    var there =
        valueSet.getCompose().getInclude().stream()
            .filter(include -> system.equals(include.getSystem()))
            .flatMap(include -> include.getConcept().stream())
            .anyMatch(concept -> concept.getCode().equals(code));
    return there
        ? valid(code, display)
        : new CodeValidationResult()
            .setSeverity(IssueSeverity.ERROR)
            .setMessage(system + "#" + code + " is not in " + valueSet.getUrl());
  }

  private static CodeValidationResult valid(String code, String display) {
    return new CodeValidationResult().setCode(code).setDisplay(display);
  }
}
