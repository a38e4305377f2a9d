package org.warmhandoff.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.record.CareFunction;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Relation;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Concept.Target;

class TerminologyTest {

  private static final String GROUNDING =
      """
      {
        "resourceType": "ConceptMap",
        "url": "https://warmhandoff.org/fhir/ConceptMap/deed",
        "group": [
          {
            "target": "https://codes.example/deeds",
            "element": [
              {
                "code": "grounding",
                "target": [ { "code": "G1", "display": "Grounding", "equivalence": "equivalent" } ]
              }
            ]
          }
        ]
      }
      """;

  @TempDir private Path directory;

  static Stream<List<Object>> families() {
    return Stream.of(
        List.of(Family.CRISIS_EVENT_KIND, CrisisEvent.EventKind.values()),
        List.of(Family.SEVERITY, CrisisEvent.Severity.values()),
        List.of(Family.EVENT_STATE, CrisisEvent.State.values()),
        List.of(Family.EVENT_NATURE, CrisisEvent.Nature.values()),
        List.of(Family.EVENT_SOURCE, CrisisEvent.Source.values()),
        List.of(Family.DEED, CrisisEvent.Action.Deed.values()),
        List.of(Family.OUTCOME, CrisisEvent.Conclusion.Ending.values()),
        List.of(Family.RISK_LEVEL, CrisisEvent.Risk.Level.values()),
        List.of(Family.CONDITION, CrisisEvent.AssertedCondition.Diagnosis.values()),
        List.of(Family.RELATION, Relation.values()),
        List.of(Family.CARE_FUNCTION, CareFunction.values()),
        List.of(Family.HELP_KIND, CrisisPlan.Professional.Kind.values()),
        List.of(Family.REFERRAL_TARGET, Referral.Target.values()),
        List.of(Family.REFERRAL_CATEGORY, Referral.Target.values()),
        List.of(Family.PARTNER_ROLE, PartnerRole.values()),
        List.of(Family.CONSENT_PURPOSE, Consent.Purpose.values()),
        List.of(Family.CONSENT_SIGNATURE, Consent.Signature.values()),
        List.of(Family.SENSITIVITY, Sensitivity.values()));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyWordOfTheRecordsIsAConcept(List<Object> family) {
    var words = Arrays.stream((Enum<?>[]) family.get(1)).map(Words::word).toList();

    assertThat(Terminology.shipped().concepts((Family) family.get(0)))
        .extracting(concept -> concept.own().code())
        .containsExactlyElementsOf(words);
  }

  @ParameterizedTest
  @EnumSource
  void everyFamilyHasConcepts(Family family) {
    assertThat(Terminology.shipped().concepts(family))
        .isNotEmpty()
        .allSatisfy(concept -> assertThat(concept.own().system()).isEqualTo(family.codeSystem()));
  }

  @ParameterizedTest
  @EnumSource
  void aFamilyThatCannotDoWithoutPublicCodesHasOneForEachConcept(Family family) {
    assertThat(Terminology.shipped().concepts(family))
        .filteredOn(concept -> family.needsPublicCodes())
        .allSatisfy(
            concept ->
                assertThat(concept.targets())
                    .as(concept.own().code())
                    .anyMatch(Target::saysNoMore));
  }

  @Test
  void aConceptHasPublicCodesFirstThenOurOwnThenItsText() {
    var concept = Terminology.shipped().codeable(Family.REFERRAL_TARGET, "mobile-crisis");

    assertThat(concept.getText()).isEqualTo("Mobile crisis");
    assertThat(concept.getCoding())
        .extracting(Coding::getCode)
        .containsExactly("390866009", "135", "mobile-crisis");
  }

  @Test
  void aPublicCodeThatSaysMoreIsNoCodeOfTheConcept() {
    var concept = Terminology.shipped().codeable(Family.CONDITION, "suicide-attempt");

    assertThat(concept.getCoding())
        .extracting(Coding::getCode)
        .containsExactly("82313006", "suicide-attempt");
  }

  @Test
  void aDeployerMapsACodeOtherwise() throws IOException {
    write("ours.json", GROUNDING);

    var terminology = Terminology.with(directory);

    assertThat(codes(terminology, Family.DEED, "grounding")).containsExactly("G1", "grounding");
    assertThat(codes(terminology, Family.DEED, "session-by-phone"))
        .containsExactly("185317003", "session-by-phone");
    assertThat(codes(Terminology.shipped(), Family.DEED, "grounding")).containsExactly("grounding");
  }

  @Test
  void aDeployerMapsACodeToNothing() throws IOException {
    write(
        "ours.json",
        """
        {"resourceType": "ConceptMap", "url": "https://warmhandoff.org/fhir/ConceptMap/deed",
         "group": [{"target": "http://snomed.info/sct", "element": [
           {"code": "session-by-phone", "target": [{"equivalence": "unmatched"}]}]}]}
        """);

    assertThat(codes(Terminology.with(directory), Family.DEED, "session-by-phone"))
        .containsExactly("session-by-phone");
  }

  @Test
  void aConceptThatNeedsAPublicCodeKeepsOne() throws IOException {
    var file =
        write(
            "ours.json",
            """
            {"resourceType": "ConceptMap", "url": "https://warmhandoff.org/fhir/ConceptMap/severity",
             "group": [{"target": "http://hl7.org/fhir/flag-priority-code", "element": [
               {"code": "watch", "target": [{"equivalence": "unmatched"}]}]}]}
            """);

    assertThatThrownBy(() -> Terminology.with(directory))
        .hasMessage(file + ":3: severity cannot do without a public code");
  }

  @Test
  void aDeployerCallsAConceptOtherwiseAndAddsAScreening() throws IOException {
    write(
        "a.json",
        """
        {"resourceType": "CodeSystem", "url": "https://warmhandoff.org/fhir/CodeSystem/deed",
         "concept": [{"code": "grounding", "display": "Grounding exercise"}]}
        """);
    write(
        "b.json",
        """
        {"resourceType": "CodeSystem", "url": "https://warmhandoff.org/fhir/CodeSystem/screening",
         "concept": [{"code": "our-check-in", "display": "Our daily check-in"}]}
        """);

    var terminology = Terminology.with(directory);

    assertThat(terminology.codeable(Family.DEED, "grounding").getText())
        .isEqualTo("Grounding exercise");
    assertThat(terminology.find(Family.SCREENING, "our-check-in")).isPresent();
    assertThat(terminology.find(Family.SCREENING, "phq-9")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ConceptMap\"|\"Patient\"|1|must be a CodeSystem or a ConceptMap of FHIR R4",
        "/deed\"|/deeds\"|3|url must be https://warmhandoff.org/fhir/ConceptMap/ and one of:"
            + " plan-section,",
        "\"grounding\"|\"earthing\"|8|the program has no code \"earthing\" in deed; it has:"
            + " grounding,",
        "https://codes.example/deeds|deeds|6|target must be an absolute URI",
        "\"display\": \"Grounding\", ||10|display is required, as a text",
        "\"equivalent\"|\"same\"|10|equivalence must be one that FHIR R4 knows, such as equivalent",
        "\"G1\"|\" \"|10|code is required, as a text",
        "\"group\"|\"groups\"|1|has no group",
        "\"code\": \"G1\", ||10|code is required, as a text",
        "\"element\": [|\"element\": {|8|is not JSON:",
      })
  void aBrokenFileIsRefusedWithItsLine(String right, String wrong, int line, String reason)
      throws IOException {
    var file = write("broken.json", GROUNDING.replace(right, wrong == null ? "" : wrong));

    var problems =
        catchThrowableOfType(TerminologyProblems.class, () -> Terminology.with(directory))
            .problems();

    assertThat(problems).first().asString().startsWith(file + ":" + line + ": " + reason);
  }

  @Test
  void everyBrokenFileIsNamedAtOnce() throws IOException {
    var one = write("1.json", "[]");
    var other = write("2.json", "{\"resourceType\": 7");

    assertThatThrownBy(() -> Terminology.with(directory))
        .hasMessageContaining(one + ":1: ")
        .hasMessageContaining(other + ":1: is not JSON: ");
  }

  @Test
  void aDirectoryThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> Terminology.with(directory.resolve("nowhere")))
        .isInstanceOf(TerminologyProblems.class)
        .hasMessageEndingWith("nowhere: is not a directory");
  }

  private static List<String> codes(Terminology terminology, Family family, String code) {
    return terminology.codeable(family, code).getCoding().stream().map(Coding::getCode).toList();
  }

  private Path write(String name, String json) throws IOException {
    return Files.writeString(directory.resolve(name), json);
  }
}
