package org.warmhandoff.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.placeIn;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.testing.RecordSheet;

class MapCommandTest {

  @TempDir private Path directory;

  private String file(RecordSheet... sheets) throws IOException {
    var lines = List.of(sheets).stream().map(sheet -> new String(sheet.bytes(), UTF_8)).toList();
    return Files.write(directory.resolve("records.ndjson"), lines).toString();
  }

  private static Ran map(String... arguments) {
    return Ran.with(Ran.args(arguments, "map"));
  }

  private static Bundle bundle(Ran ran) {
    assertThat(ran.complaints()).isEmpty();
    assertThat(ran.code()).isZero();
    return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, ran.out());
  }

  private static List<Resource> resources(Bundle bundle) {
    return bundle.getEntry().stream().map(BundleEntryComponent::getResource).toList();
  }

  private static CarePlan carePlan(Bundle bundle) {
    return (CarePlan) bundle.getEntryFirstRep().getResource();
  }

  @Test
  void aRecordIsPrintedAsTheTransactionThatWouldBeSent() throws IOException {
    var ran = map(file(plan(), dana()));

    var bundle = bundle(ran);
    assertThat(ran.out()).startsWith("{\n").endsWith("}\n").doesNotEndWith("\n\n");
    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
    assertThat(bundle.getEntryFirstRep().getRequest().getUrl())
        .isEqualTo("CarePlan?identifier=https://program.example/crisis-plan|CP-1");
    assertThat(resources(bundle))
        .extracting(Resource::fhirType)
        .contains("CarePlan", "CareTeam", "Provenance")
        .doesNotContain("Patient");
  }

  @Test
  void theSubjectIsToldByTheProgramsOwnIdentifier() throws IOException {
    var subject = carePlan(bundle(map(file(plan(), dana())))).getSubject();

    assertThat(subject.hasReference()).isFalse();
    assertThat(subject.getIdentifier().getValue()).isEqualTo("P-1");
  }

  @Test
  void theSameResourceIsInTheBundleOnceAndTheNewestVersionCounts() throws IOException {
    var first = plan();
    var second = plan().version(2);

    for (var file : List.of(file(dana(), first, second), file(second, first, dana()))) {
      var bundle = bundle(map(file));
      assertThat(bundle.getEntry())
          .extracting(BundleEntryComponent::getFullUrl)
          .doesNotHaveDuplicates();
      assertThat(carePlan(bundle).getIdentifier().get(1).getValue()).isEqualTo("CP-1-v2");
    }
  }

  @Test
  void ofTwoRecordsThatSayTheSameTheLaterCounts() throws IOException {
    var consent = new String[] {"--under", "CO-2"};
    var file = file(dana(), plan(), plan().id("CP-2"));

    var bundle = bundle(map(Ran.args(new String[] {file}, consent)));

    assertThat(resources(bundle)).filteredOn(one -> one.fhirType().equals("Consent")).hasSize(1);
    assertThat(resources(bundle)).filteredOn(one -> one.fhirType().equals("CarePlan")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"document, DocumentReference", "message, Communication"})
  void documentsAndMessagesAreACollection(String form, String type) throws IOException {
    var bundle = bundle(map("--form", form, file(dana(), plan(), event(), referral())));

    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.COLLECTION);
    assertThat(resources(bundle)).extracting(Resource::fhirType).containsOnly(type).hasSize(3);
    assertThat(bundle.getEntry())
        .extracting(BundleEntryComponent::getFullUrl)
        .doesNotHaveDuplicates()
        .allMatch(url -> url.startsWith("urn:uuid:"));
  }

  @Test
  void xmlSaysTheSameAsJson() throws IOException {
    var file = file(plan(), dana());

    var xml = map("--format", "xml", file).out();

    assertThat(xml).startsWith("<Bundle").endsWith(">\n");
    var parsed = FhirContext.forR4Cached().newXmlParser().parseResource(Bundle.class, xml);
    assertThat(parsed.getEntry()).hasSameSizeAs(bundle(map(file)).getEntry());
  }

  @Test
  void recordsAreReadFromStandardInputToo() {
    var lines = new String(plan().bytes(), UTF_8) + "\n" + new String(dana().bytes(), UTF_8);

    assertThat(bundle(Ran.reading(lines, "map", "-")).getEntry()).isNotEmpty();
  }

  @Test
  void theProgramIsWhoeverTheOptionsSay() throws IOException {
    var ran =
        map(
            "--program-namespace=https://id.example.org/p",
            "--program-name=Riverbank",
            "--program-phone=+15085550100",
            file(plan(), dana()));

    assertThat(ran.out())
        .contains("https://id.example.org/p/crisis-plan", "Riverbank")
        .doesNotContain("program.example");
  }

  @Test
  void onlyWhatMayBeToldIsTold() throws IOException {
    var file = file(dana(), event().with("location", placeIn("MA")));

    assertThat(map(file).out()).contains("1 Main Street");
    assertThat(map("--told", "mental-health", file).out())
        .contains("Called the crisis line.")
        .doesNotContain("1 Main Street");
  }

  @Test
  void theConsentsThatItRestsOnAreToldAlong() throws IOException {
    var file = file(dana(), plan());

    assertThat(resources(bundle(map("--under", "CO-2,CO-3", file))))
        .filteredOn(one -> one.fhirType().equals("Consent"))
        .hasSize(2);
    assertThat(resources(bundle(map(file))))
        .extracting(Resource::fhirType)
        .doesNotContain("Consent");
  }

  @Test
  void itIsSaidInTheWordsOfTheDirectory() throws IOException {
    var words = Files.createDirectory(directory.resolve("words"));
    Files.writeString(
        words.resolve("severity.json"),
        """
        {
          "resourceType": "CodeSystem",
          "url": "https://warmhandoff.org/fhir/CodeSystem/crisis-event-kind",
          "concept": [{"code": "panic-attack", "display": "Sudden overwhelming fear"}]
        }
        """);

    assertThat(map("--terminology", words.toString(), file(dana(), event())).out())
        .contains("Sudden overwhelming fear");
  }
}
