package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.fhir.content.TestWords;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** Whatever is told of a participant who is there for tests says so. */
class TestMarkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordReader READER = new RecordReader();

  static List<Case> cases() {
    return Case.all();
  }

  private static Participant forTests(Case example) throws IOException {
    var tree = (ObjectNode) JSON.readTree(example.folder().resolve("participant.json").toFile());
    var reading = READER.read(tree.put("test", true).toString().getBytes(UTF_8));
    return (Participant) ((Valid) reading).record();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyResourceIsMarkedWhateverTheRecord(Case example) throws IOException {
    var outgoing = Outgoing.of(example.record(), forTests(example));

    assertThat(outgoing.resources())
        .allSatisfy(
            resource -> {
              assertThat(TestMark.isOn(resource.getMeta())).isTrue();
              assertThat(((DomainResource) resource).getContained())
                  .noneMatch(contained -> contained.getMeta().hasSecurity());
            });
    assertThat(outgoing.resources())
        .filteredOn(resource -> ((DomainResource) resource).getText().hasDiv())
        .allSatisfy(
            resource ->
                assertThat(((DomainResource) resource).getText().getDivAsString())
                    .contains("<b>" + TestWords.WORDS));
    assertThat(outgoing.page()).contains("<title>" + TestWords.WORDS);
    assertThat(outgoing.document().getDescription()).startsWith(TestWords.WORDS);
    assertThat(outgoing.message().getTopic().getText()).startsWith(TestWords.WORDS);
    assertThat(outgoing.resources()).allSatisfy(TestMarkTest::saysSoInLists);
  }

  /** What a drill looks at, of a partner that keeps all, the words alone, or nothing. */
  @ParameterizedTest
  @MethodSource("cases")
  void whatIsShownIsSeenToBeMarkedWhicheverOfTheMarksIsLeft(Case example) throws IOException {
    var outgoing = Outgoing.of(example.record(), forTests(example));

    assertThat(List.of((DomainResource) outgoing.main(), outgoing.document()))
        .allSatisfy(
            resource -> {
              assertThat(TestMark.isLabelled(resource)).isTrue();
              assertThat(TestMark.isWorded(resource)).isTrue();
              resource.setMeta(null);
              if (resource instanceof DocumentReference document) {
                assertThat(TestMark.isLabelled(resource)).as("in securityLabel").isTrue();
                document.setSecurityLabel(null);
              }
              assertThat(TestMark.isLabelled(resource)).isFalse();
              resource.setText(null);
              assertThat(TestMark.isWorded(resource)).as("without its narrative").isTrue();
            });
  }

  @Test
  void whatIsToldOfSomebodyElseIsNotSeenToBeATest() {
    var example = Case.named("crisis-plan/signed");

    var resources =
        Outgoing.of(example.record(), example.participant())
            .resources()
            .map(DomainResource.class::cast)
            .toList();

    assertThat(resources).noneMatch(TestMark::isLabelled).noneMatch(TestMark::isWorded);
  }

  @Test
  void theWordsAreSeenWhereTheyAreCutOrInCapitals() {
    assertThat(TestWords.areIn("DRILL: TEST, NO ACT")).isTrue();
    assertThat(TestWords.areIn("Drill sergeant")).isFalse();
    assertThat(TestWords.areIn(null)).isFalse();
  }

  private static void saysSoInLists(Resource resource) {
    if (resource instanceof CarePlan plan) {
      assertThat(plan.getTitle()).startsWith(TestWords.WORDS);
    } else if (resource instanceof Flag flag) {
      assertThat(flag.getCode().getText()).startsWith(TestWords.WORDS);
    } else if (resource instanceof ServiceRequest request) {
      assertThat(request.getPatientInstruction()).isEqualTo(TestWords.WORDS);
      assertThat(request.getNoteFirstRep().getText()).isEqualTo(TestWords.WORDS);
    } else if (resource instanceof Task task) {
      assertThat(task.getDescription()).startsWith(TestWords.WORDS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsLeftOfItWhenItIsTakenBackIsMarkedToo(Case example) throws IOException {
    var graph = Outgoing.of(example.record(), forTests(example)).graph();

    var left = TestMark.on(graph.retired(false).toList(), forTests(example));

    assertThat(left)
        .allSatisfy(one -> assertThat(TestMark.isOn(one.resource().getMeta())).isTrue());
  }

  @Test
  void whoIsCreatedForItIsMarkedAndNobodyElse() throws IOException {
    var mapping = new PatientMapping(Programs.BRIDGEWATER, Set.of());
    var somebody = Case.named("crisis-plan/signed").participant();

    var nobody = mapping.toPatient(forTests(Case.named("crisis-plan/signed")));

    assertThat(TestMark.isOn(nobody.getMeta())).isTrue();
    assertThat(TestMark.isOn(mapping.toPatient(somebody).getMeta())).isFalse();
    assertThat(Files.readString(Case.named("crisis-plan/signed").folder().resolve("2-graph.json")))
        .doesNotContain("HTEST");
  }
}
