package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/**
 * Base R4, offline. Codes of SNOMED CT, LOINC and our own systems are not known here and tolerated;
 * {@link CodesTest} checks those against the list of verified codes.
 */
final class Validity {

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final FhirValidator VALIDATOR = validator();

  private Validity() {}

  static void assertValid(Resource resource) {
    var json = R4.newJsonParser().encodeResourceToString(resource);

    var findings =
        VALIDATOR.validateWithResult(json).getMessages().stream()
            .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
            .map(message -> message.getLocationString() + ": " + message.getMessage());

    assertThat(findings).isEmpty();
  }

  private static FhirValidator validator() {
    var support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(R4),
            new CommonCodeSystemsTerminologyService(R4),
            new InMemoryTerminologyServerValidationSupport(R4));
    var module = new FhirInstanceValidator(support);
    module.setErrorForUnknownProfiles(false);
    return R4.newValidator().registerValidatorModule(module);
  }
}
