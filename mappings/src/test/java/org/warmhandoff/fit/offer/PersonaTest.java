package org.warmhandoff.fit.offer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Persona.IfMatch;
import org.warmhandoff.fit.offer.VendorCode.Meaning;

class PersonaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> names() {
    return PersonaReader.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRuleThatWeShipSaysWhereItIsFrom(String name) throws Exception {
    var persona = PersonaReader.shipped(name);
    var json = JSON.readTree(PersonaTest.class.getResource("persona-" + name + ".json"));

    assertThat(persona.title()).isPresent();
    assertThat(persona.source().keySet())
        .allSatisfy(
            rule ->
                assertThat(json.at("/" + rule.replace('.', '/')).isMissingNode())
                    .as(rule)
                    .isFalse());
    json.properties().stream()
        .filter(part -> part.getValue().isObject() && !part.getKey().equals("source"))
        .flatMap(
            part ->
                part.getValue().properties().stream()
                    .map(rule -> part.getKey() + "." + rule.getKey()))
        .forEach(rule -> assertThat(persona.source()).containsKey(rule));
  }

  @Test
  void everyFileOfAPersonaIsShippedByItsName() throws Exception {
    try (var files = Files.list(Path.of("src/main/resources/org/warmhandoff/fit/offer"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> file.matches("persona-.*[.]json"))
          .containsExactlyInAnyOrderElementsOf(
              names().stream().map(name -> "persona-" + name + ".json").toList());
    }
    assertThat(names()).isSorted();
  }

  @Test
  void theOneThatIsTakenWhereNoneIsNamedSaysNothing() {
    assertThat(PersonaReader.plain().takes()).isEqualTo(Interactions.asDeclared());
    assertThat(PersonaReader.plain().wire().ifMatch()).isEqualTo(IfMatch.USED);
    assertThat(PersonaReader.plain().wire().contentType()).isEqualTo("application/fhir+json");
    assertThat(PersonaReader.plain().vendorCodes()).isEmpty();
    assertThat(PersonaReader.read("{}".getBytes(UTF_8)).wire())
        .isEqualTo(PersonaReader.plain().wire());
  }

  @Test
  void aNameThatWeDoNotShipIsAnsweredWithThoseThatWeDo() {
    assertThatThrownBy(() -> PersonaReader.shipped("epic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("there are: " + String.join(", ", PersonaReader.names()));
  }

  @Test
  void everythingThatAPersonaSaysIsRead() {
    var persona =
        read(
            """
            {
              "title": "Somebody",
              "wire": {"ifMatch": "never", "jsonOnly": true, "contentType": "application/json",
                "largestBody": 100000},
              "elements": {"modifierExtensions": false, "extensions": false,
                "never": ["Observation.focus"],
                "longest": {"DocumentReference.content.attachment.data": 5000000}},
              "documents": {"formats": ["pdf", "text"], "required": ["DocumentReference.context"]},
              "searches": {"needPatient": ["Flag"], "never": {"Task": ["identifier"]},
                "repeat": true},
              "vendorCodes": [{"status": 422, "issue": "duplicate", "system": "urn:x",
                "code": "7", "means": "no-such-patient"}]
            }
            """);

    assertThat(persona.title()).contains("Somebody");
    assertThat(persona.wire())
        .isEqualTo(
            new Persona.WireRules(
                IfMatch.NEVER, true, "application/json", Optional.of(100000), Optional.empty()));
    assertThat(persona.elements().modifierExtensions()).contains(false);
    assertThat(persona.elements().extensions()).contains(false);
    assertThat(persona.elements().never()).containsExactly("Observation.focus");
    assertThat(persona.elements().longest())
        .containsEntry("DocumentReference.content.attachment.data", 5000000);
    assertThat(persona.documents().formats())
        .containsExactly(DocumentFormat.PDF, DocumentFormat.TEXT);
    assertThat(persona.documents().required()).containsExactly("DocumentReference.context");
    assertThat(persona.searches().needPatient()).containsExactly("Flag");
    assertThat(persona.searches().never("Task")).isEqualTo(Set.of("identifier"));
    assertThat(persona.searches().repeat()).isTrue();
    assertThat(persona.vendorCodes())
        .containsExactly(
            new VendorCode(
                422,
                Optional.of("duplicate"),
                Optional.of("urn:x"),
                Optional.of("7"),
                Meaning.NO_SUCH_PATIENT));
  }

  @Test
  void theFirstCodeThatFitsSaysWhatAnAnswerMeans() {
    var persona =
        read(
            """
            {"vendorCodes": [
              {"status": 400, "issue": "conflict", "means": "version-conflict"},
              {"status": 400, "system": "urn:x", "code": "7", "means": "no-such-patient"},
              {"status": 400, "code": "8", "means": "duplicate"},
              {"status": 409, "means": "version-conflict"}
            ]}
            """);

    assertThat(persona.meaning(409, new OperationOutcome())).contains(Meaning.VERSION_CONFLICT);
    assertThat(persona.meaning(400, new OperationOutcome())).isEmpty();
    assertThat(persona.meaning(400, outcome(IssueType.CONFLICT, "urn:x", "7")))
        .contains(Meaning.VERSION_CONFLICT);
    assertThat(persona.meaning(400, outcome(IssueType.INVALID, "urn:x", "7")))
        .contains(Meaning.NO_SUCH_PATIENT);
    assertThat(persona.meaning(400, outcome(IssueType.INVALID, "urn:y", "7"))).isEmpty();
    assertThat(persona.meaning(400, outcome(IssueType.INVALID, "urn:y", "8")))
        .contains(Meaning.DUPLICATE);
    assertThat(persona.meaning(422, outcome(IssueType.CONFLICT, "urn:x", "7"))).isEmpty();
  }

  @Test
  void theExamplesOfTheSchemaAreGoodOnes() throws Exception {
    for (var property : JSON.readTree(PersonaReader.schema()).path("properties").properties()) {
      assertThat(property.getValue().path("examples")).as(property.getKey()).isNotEmpty();
      for (var example : property.getValue().path("examples")) {
        var json = JSON.createObjectNode().set(property.getKey(), example).toString();
        assertThat(read(json)).as(json).isNotEqualTo(read("{}"));
      }
    }
  }

  @Test
  void aBrokenPersonaTellsAllThatIsWrongAtOnce() {
    var problems =
        problems(
            """
            {
              "titel": "Somebody",
              "takes": {"types": {"Taks": {"never": ["created"]}}},
              "wire": {"ifMatch": "sometimes"},
              "elements": {"never": ["Observation.status", "Observation.fokus"],
                "longest": {"Nothing.at.all": 100}},
              "searches": {"needPatient": ["Patients"]},
              "vendorCodes": [{"status": 42}]
            }
            """);

    assertThat(problems)
        .extracting(problem -> problem.replaceFirst(": .*", ""))
        .contains(
            "/takes/types/Taks",
            "/takes/types/Taks/never/0",
            "/wire/ifMatch",
            "/elements/never",
            "/elements/longest/Nothing.at.all",
            "/searches/needPatient",
            "/vendorCodes/0",
            "/vendorCodes/0/status");
    assertThat(problems)
        .anyMatch(problem -> problem.contains("titel"))
        .contains("/elements/never: Observation.status: R4 requires it to be there")
        .contains("/elements/never: Observation.fokus: R4 has no such element");
  }

  @Test
  void whatIsNotJsonIsToldWithItsLine() {
    assertThat(problems("{\n  \"title\": \"a\",\n  \"title\": \"b\"\n}"))
        .singleElement()
        .asString()
        .startsWith("line 3: is not JSON");
    assertThat(problems("")).isNotEmpty();
    assertThat(problems("[]")).isNotEmpty();
  }

  private static OperationOutcome outcome(IssueType type, String system, String code) {
    var outcome = new OperationOutcome();
    outcome.addIssue().setCode(type).getDetails().addCoding().setSystem(system).setCode(code);
    return outcome;
  }

  private static Persona read(String json) {
    return PersonaReader.read(json.getBytes(UTF_8));
  }

  private static List<String> problems(String json) {
    return catchThrowableOfType(PersonaProblems.class, () -> read(json)).problems();
  }
}
