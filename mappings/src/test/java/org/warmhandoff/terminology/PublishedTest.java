package org.warmhandoff.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PublishedTest {

  private static final IParser JSON = FhirContext.forR4Cached().newJsonParser();
  private static final String OVERRIDES =
      """
      {
        "resourceType": "%s", "url": "https://warmhandoff.org/fhir/%s/severity",
        %s
      }
      """;

  @TempDir private Path directory;

  private final Published shipped = new Published(Terminology.shipped());

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private void write(Resource resource) throws IOException {
    write(resource.fhirType() + ".json", JSON.encodeResourceToString(resource));
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void whatIsPublishedReadsAsWhatHolds(Family family) throws IOException {
    write(shipped.codeSystem(family));
    var map = shipped.conceptMap(family);
    if (map.hasGroup()) {
      write(map);
    }

    assertThat(List.copyOf(Terminology.with(directory).concepts(family)))
        .isEqualTo(List.copyOf(Terminology.shipped().concepts(family)));
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aCodeSystemSaysAllThereIs(Family family) {
    var system = shipped.codeSystem(family);

    assertThat(system.getUrl()).isEqualTo(family.codeSystem());
    assertThat(system.getName()).matches("([A-Z][a-z]+)+");
    assertThat(system.getContent()).isEqualTo(CodeSystemContentMode.COMPLETE);
    assertThat(system.getConcept()).hasSize(system.getCount());
  }

  @ParameterizedTest
  @EnumSource(value = Family.class, mode = Mode.EXCLUDE, names = "REFERRAL_CATEGORY")
  void aFileCountsWhatItHolds(Family family) throws IOException {
    try (var file = Family.class.getResourceAsStream("CodeSystem-" + family.word() + ".json")) {
      var system = JSON.parseResource(CodeSystem.class, file);

      assertThat(system.getCount()).isEqualTo(system.getConcept().size());
    }
  }

  @Test
  void aMapHasAGroupForEachPublicCodeSystemAndAnElementForEachCode() {
    for (var family : Family.values()) {
      var map = shipped.conceptMap(family);

      assertThat(map.getGroup())
          .extracting(group -> group.getTarget())
          .as(family.word())
          .doesNotHaveDuplicates();
      assertThat(map.getGroup())
          .allSatisfy(
              group ->
                  assertThat(group.getElement())
                      .extracting(element -> element.getCode())
                      .doesNotHaveDuplicates());
    }
  }

  @Test
  void whatADeployerSaysOtherwiseIsPublishedSo() throws IOException {
    write(
        "words.json",
        OVERRIDES.formatted(
            "CodeSystem",
            "CodeSystem",
            "\"concept\": [{\"code\": \"watch\", \"display\": \"Keep an eye on\"}]"));
    write(
        "codes.json",
        OVERRIDES.formatted(
            "ConceptMap",
            "ConceptMap",
            """
            "group": [{"target": "urn:example:colours", "element": [
              {"code": "watch", "target": [
                {"code": "green", "display": "Green", "equivalence": "wider"},
                {"code": "lime", "display": "Lime", "equivalence": "inexact"}
              ]}
            ]}]
            """));
    var published = new Published(Terminology.with(directory));

    assertThat(published.codeSystem(Family.SEVERITY).getConceptFirstRep().getDisplay())
        .isEqualTo("Keep an eye on");
    var group = published.conceptMap(Family.SEVERITY).getGroupFirstRep();
    assertThat(group.getTarget()).isEqualTo("urn:example:colours");
    assertThat(group.getElement()).hasSize(1);
    assertThat(group.getElementFirstRep().getTarget())
        .extracting(target -> target.getCode() + " " + target.getEquivalence().toCode())
        .containsExactly("green wider", "lime inexact");
  }
}
