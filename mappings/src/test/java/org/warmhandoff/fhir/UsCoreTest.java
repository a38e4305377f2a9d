package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we say keeps a profile of US Core keeps it, in every version that partners have. */
class UsCoreTest {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  @ParameterizedTest
  @ValueSource(strings = {"us_core_610.tgz", "us_core_700.tgz", "us_core_800.tgz"})
  void everyCaseKeepsItsProfiles(String file) throws IOException {
    var validator = validator(file);

    assertThat(Case.all().stream().map(Outgoing::of).flatMap(Outgoing::resources))
        .allSatisfy(
            resource -> {
              var json = R4.newJsonParser().encodeResourceToString(resource);
              assertThat(validator.validateWithResult(json).getMessages())
                  .filteredOn(UsCoreTest::isError)
                  .isEmpty();
            });
  }

  /**
   * Types of documents are codes of LOINC, which is not at hand; {@link CodesTest} checks those.
   */
  private static boolean isError(SingleValidationMessage message) {
    return message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0
        && !message.getLocationString().equals("DocumentReference.type");
  }

  private static FhirValidator validator(String file) throws IOException {
    var path = OutsideFacts.file("packages", file);
    var support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(R4),
            profiles(path),
            new CommonCodeSystemsTerminologyService(R4),
            new InMemoryTerminologyServerValidationSupport(R4),
            new SnapshotGeneratingValidationSupport(R4));
    return R4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
  }

  private static PrePopulatedValidationSupport profiles(Path path) throws IOException {
    var profiles = new PrePopulatedValidationSupport(R4);
    try (var in = Files.newInputStream(path)) {
      var content = NpmPackage.fromPackage(in);
      for (var name : content.listResources("StructureDefinition", "ValueSet", "CodeSystem")) {
        add(profiles, new String(content.load("package", name).readAllBytes(), UTF_8));
      }
    }
    return profiles;
  }

  /** Some of a package are of a newer FHIR than they say; none of those is a profile of ours. */
  private static void add(PrePopulatedValidationSupport profiles, String json) {
    try {
      profiles.addResource(R4.newJsonParser().parseResource(json));
    } catch (DataFormatException newer) {
      return;
    }
  }
}
