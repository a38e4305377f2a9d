package org.warmhandoff.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Published;
import org.warmhandoff.terminology.Terminology;

/**
 * HAPI's validator, offline, with our own vocabulary and with guides. Errors and warnings count;
 * members of SNOMED CT and LOINC are not known here: {@code CodesTest} checks those against the
 * list of verified codes.
 */
public final class Validity {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  /** Read once for all guides. */
  private static final IValidationSupport R4_DEFINITIONS = new DefaultProfileValidationSupport(R4);

  private static final Validity BASE = against();

  private final FhirValidator validator;
  private final boolean everyGuide;

  private Validity(List<Guide> guides) {
    var chain = new ArrayList<IValidationSupport>();
    chain.add(R4_DEFINITIONS);
    chain.add(ours());
    chain.add(new OpenSystems());
    guides.forEach(guide -> chain.add(guide.definitions()));
    chain.add(new CommonCodeSystemsTerminologyService(R4));
    chain.add(new InMemoryTerminologyServerValidationSupport(R4));
    chain.add(new SnapshotGeneratingValidationSupport(R4));
    var module = new FhirInstanceValidator(new OneOfTheCodings(chain));
    module.setErrorForUnknownProfiles(false);
    validator = R4.newValidator().registerValidatorModule(module);
    everyGuide = guides.contains(Guide.BSER);
  }

  /** R4 and these guides. */
  public static Validity against(Guide... guides) {
    return new Validity(Arrays.asList(guides));
  }

  /** Against R4 alone. */
  public static void assertValid(Resource resource) {
    BASE.assertKeeps(resource);
  }

  public void assertKeeps(Resource resource) {
    assertThat(findings(resource)).isEmpty();
  }

  /** Errors, and warnings that are not listed as tolerated. */
  public List<String> findings(Resource resource) {
    var json = R4.newJsonParser().encodeResourceToString(resource);
    return validator.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.WARNING) >= 0)
        .filter(message -> isError(message) || !Tolerated.is(message.getMessage(), everyGuide))
        .map(Validity::text)
        .toList();
  }

  private static boolean isError(SingleValidationMessage message) {
    return message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0;
  }

  private static String text(SingleValidationMessage message) {
    return message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage();
  }

  /** FHIR wants one of the codings of a concept in the bound value set, not all of them. */
  @SuppressWarnings("unchecked") // as the class it extends
  private static final class OneOfTheCodings extends ValidationSupportChain {

    OneOfTheCodings(List<IValidationSupport> chain) {
      super(chain);
    }

    @Override
    public boolean isCodeableConceptValidationSuccessfulIfNotAllCodingsAreValid() {
      return true;
    }
  }

  private static PrePopulatedValidationSupport ours() {
    var ours = new PrePopulatedValidationSupport(R4);
    var published = new Published(Terminology.shipped());
    Stream.of(Family.values()).map(published::codeSystem).forEach(ours::addResource);
    Stream.of("may-be-told", "last-confirmed")
        .map(name -> file(Mappings.class, "StructureDefinition-" + name + ".json"))
        .map(json -> R4.newJsonParser().parseResource(json))
        .forEach(ours::addResource);
    return ours;
  }

  private static String file(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
