package org.warmhandoff.it;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cli.demo.Expectation;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;

/** All records of the fixtures, by all ways in, to all three partners. */
class WholeLineIT {

  private final SharedPartners partners = SharedPartners.shared();
  private final WholeLine line = WholeLine.shared();
  private final Caller program = Caller.program(line.port());

  private static final List<String> TAKEN_BY_PRIMARY_CARE =
      List.of("DocumentReference", "Observation", "Procedure", "ServiceRequest");

  @Test
  void everyRecordIsWhereItShouldBeAndNothingElseIs() throws IOException, InterruptedException {
    assertThat(line.differences()).isEmpty();
  }

  @Test
  void primaryCareHoldsDocumentsAndThePartsThatItTakesAndWasAskedForNothingElse()
      throws IOException, InterruptedException {
    assertThat(line.writes(SharedPartners.PRIMARY_CARE))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.path("resource").asText()).isIn(TAKEN_BY_PRIMARY_CARE);
              assertThat(request.path("status").asInt()).isBetween(200, 201);
            });
    assertThat(line.written(SharedPartners.PRIMARY_CARE))
        .extracting(WrittenResource::type)
        .hasSameElementsAs(TAKEN_BY_PRIMARY_CARE);
  }

  @Test
  void psychiatryHoldsOneCarePlanForEachPlanAtItsLastVersion()
      throws IOException, InterruptedException {
    var plans = line.chart(SharedPartners.PSYCHIATRY, "CarePlan", "crisis-plan");

    for (var expected : Fixtures.expectations()) {
      if (expected.partner().equals(SharedPartners.PSYCHIATRY)
          && expected.what() == ExpectedEnd.GRAPH) {
        onlyTheLastVersion(expected, plans.getOrDefault(expected.key().id(), List.of()));
      }
    }
    assertThat(plans.get("CP-2008"))
        .extracting(WrittenResource::identifiers)
        .containsExactly(List.of("CP-2008", "CP-2008-v2"));
    assertThat(plans).doesNotContainKey("CP-2012");
  }

  private static void onlyTheLastVersion(Expectation expected, List<WrittenResource> found) {
    if (expected.key().kind().word().equals("crisis-plan")) {
      var id = expected.key().id();
      assertThat(found)
          .extracting(WrittenResource::identifiers)
          .containsExactly(List.of(id, id + "-v" + expected.key().version()));
    }
  }

  @Test
  void theDocumentOfANewVersionReplacesTheOneBeforeWhichIsSuperseded()
      throws IOException, InterruptedException {
    var charts = line.chart(SharedPartners.PRIMARY_CARE, "DocumentReference", "crisis-event");

    assertThat(charts.get("CE-3002")).hasSize(2);
    assertThat(charts.values()).allSatisfy(WholeLineIT::oneCurrentReplacesTheOthers);
  }

  private static void oneCurrentReplacesTheOthers(List<WrittenResource> versions) {
    var superseded =
        versions.stream()
            .collect(groupingBy(WrittenResource::status))
            .getOrDefault("superseded", List.of());
    var relations =
        versions.stream()
            .flatMap(one -> one.resource().findValues("relatesTo").stream())
            .map(relatesTo -> relatesTo.get(0))
            .toList();

    assertThat(versions).extracting(WrittenResource::identifiers).doesNotHaveDuplicates();
    assertThat(superseded).hasSize(versions.size() - 1);
    assertThat(relations)
        .allMatch(one -> one.path("code").asText().equals("replaces"))
        .extracting(one -> one.at("/target/reference").asText())
        .containsExactlyInAnyOrderElementsOf(
            superseded.stream().map(WrittenResource::reference).toList());
  }

  @Test
  void submittingEverythingAgainIsAnsweredTheSameAndChangesNothing()
      throws IOException, InterruptedException {
    var before = states();
    var requests = line.requestsSoFar();
    var since = Instant.now();

    for (var file : Fixtures.inOrder()) {
      var record = Fixtures.bytes(file);
      var first = program.submit(record);
      var second = program.submit(Fixtures.saidOtherwise(record));
      assertThat(first.statusCode()).as(file).isEqualTo(202);
      assertThat(second.statusCode()).as(file).isEqualTo(202);
      assertThat(second.body()).isEqualTo(first.body());
    }

    assertThat(states()).isEqualTo(before);
    for (var partner : SharedPartners.NAMES) {
      assertThat(partners.writesAfter(partner, requests.get(partner))).isEmpty();
      assertThat(partners.writtenSince(partner, since)).isEmpty();
    }
  }

  /** But for the looks at referrals, which go on with the time. */
  private Map<String, JsonNode> states() throws IOException, InterruptedException {
    var states = new LinkedHashMap<String, JsonNode>();
    for (var file : Fixtures.inOrder()) {
      var state = (ObjectNode) program.state(Sentences.kind(file).word(), Sentences.id(file));
      states.put(file, state.without("referral"));
    }
    return states;
  }
}
