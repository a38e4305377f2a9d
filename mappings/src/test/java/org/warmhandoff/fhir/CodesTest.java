package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Concept.Target;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Terminology;

/**
 * Every code that we say was seen in a source that can be trusted, with the display it has there.
 */
class CodesTest {

  private static final String THO = "http://terminology.hl7.org/CodeSystem/";
  private static final String OBSERVATION_CATEGORY = THO + "observation-category";

  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

  /** Not in the table; read in FHIR R4 and in the packages of US Core 8.0.0 and BSeR. */
  private static final List<Code> SEEN_IN_PACKAGES =
      List.of(
          new Code(
              "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
              "clinical-note",
              "Clinical Note"),
          new Code("http://loinc.org", "11506-3", "Progress note"),
          new Code(OBSERVATION_CATEGORY, "survey", "Survey"),
          new Code(OBSERVATION_CATEGORY, "exam", "Exam"),
          new Code(THO + "condition-clinical", "active", "Active"),
          new Code(THO + "condition-ver-status", "confirmed", "Confirmed"),
          new Code(THO + "condition-ver-status", "entered-in-error", "Entered in Error"),
          new Code(THO + "condition-category", "encounter-diagnosis", "Encounter Diagnosis"),
          new Code(THO + "v3-ParticipationType", "IRCP", "information recipient"),
          new Code(
              "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS",
              "2.0",
              "Service Request Created"),
          new Code(
              "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS",
              "5.2",
              "Service Request Cancellation Requested"),
          new Code(THO + "v3-ActReason", "THREAT", "threat"),
          new Code(THO + "v3-ActReason", "HTEST", "test health data"),
          new Code(THO + "security-source-type", "4", "Application Server"),
          new Code(THO + "audit-entity-type", "1", "Person"),
          new Code(THO + "audit-entity-type", "2", "System Object"),
          new Code(THO + "object-role", "1", "Patient"),
          new Code(THO + "object-role", "4", "Domain Resource"),
          // IHE BALP 1.1.4, PrivacyDisclosure.Source and its examples
          new Code(THO + "iso-21089-lifecycle", "disclose", "Disclose Record Lifecycle Event"),
          new Code(DICOM, "110106", "Export"),
          new Code(DICOM, "110152", "Destination Role ID"),
          new Code(DICOM, "110153", "Source Role ID"));

  @Test
  void everyCodeInTheSourceIsVerified() throws IOException {
    var verified = verified();

    assertThat(inSource()).hasSizeGreaterThan(20).isSubsetOf(verified);
  }

  @Test
  void everyCodeThatLeavesIsVerifiedOrOurOwn() throws IOException {
    var verified = verified();

    var said =
        Case.all().stream()
            .map(Outgoing::of)
            .flatMap(Outgoing::resources)
            .flatMap(resource -> Outgoing.elements(resource, Coding.class))
            .filter(coding -> !coding.getSystem().startsWith(Family.BASE))
            .map(coding -> new Code(coding.getSystem(), coding.getCode(), coding.getDisplay()))
            .collect(Collectors.toSet());

    assertThat(said).hasSizeGreaterThan(20).isSubsetOf(verified);
  }

  @Test
  void everyPublicCodeThatWeShipIsVerified() throws IOException {
    var shipped =
        Arrays.stream(Family.values())
            .flatMap(family -> Terminology.shipped().concepts(family).stream())
            .flatMap(concept -> concept.targets().stream())
            .map(Target::code)
            .distinct()
            .toList();

    assertThat(shipped).hasSizeGreaterThan(60).isSubsetOf(verified());
  }

  @Test
  void noCodeIsOfCpt() {
    assertThat(
            Case.all().stream()
                .map(Outgoing::of)
                .flatMap(Outgoing::resources)
                .flatMap(resource -> Outgoing.elements(resource, Coding.class)))
        .noneMatch(coding -> coding.getSystem().contains("ama-assn.org"));
  }

  @Test
  void nothingIsSaidThatMustNotBeUsed() throws IOException {
    try (var rows = Files.lines(OutsideFacts.file("standards", "codes-do-not-use.tsv"))) {
      var banned =
          rows.map(row -> row.split("\t", -1))
              .map(row -> row[0] + "|" + row[1])
              // wrong for other things, and right for psychiatry
              .filter(code -> !code.equals("http://snomed.info/sct|183524004"))
              .toList();

      var said =
          Case.all().stream()
              .map(Outgoing::of)
              .flatMap(Outgoing::resources)
              .flatMap(resource -> Outgoing.elements(resource, Coding.class))
              .map(coding -> coding.getSystem() + "|" + coding.getCode());

      assertThat(said).isNotEmpty().doesNotContainAnyElementsOf(banned);
    }
  }

  private static List<Code> inSource() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(Mappings.class)
            .stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(Code.class))
            .map(CodesTest::value)
            .toList();
  }

  private static Code value(JavaField field) {
    try {
      var reflected = field.reflect();
      reflected.setAccessible(true);
      return (Code) reflected.get(null);
    } catch (IllegalAccessException closed) {
      throw new AssertionError(closed);
    }
  }

  /** The table has system, code, display and grade; A and B were checked by somebody who could. */
  private static List<Code> verified() throws IOException {
    try (var rows = Files.lines(OutsideFacts.file("standards", "codes-program.tsv"))) {
      var inTable =
          rows.map(row -> row.split("\t", -1))
              .filter(row -> row[5].equals("A") || row[5].equals("B"))
              .map(row -> new Code(row[2], row[3], row[4].strip()));
      return Stream.concat(inTable, SEEN_IN_PACKAGES.stream()).toList();
    }
  }
}
