package org.warmhandoff.cli.demo;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/** Compares what partners hold with what they should hold. */
public final class ChartComparison {

  private static final Map<RecordKind, String> MAIN =
      Map.of(
          RecordKind.CRISIS_PLAN, "CarePlan",
          RecordKind.CRISIS_EVENT, "Flag",
          RecordKind.REFERRAL, "ServiceRequest");

  private final String namespace;
  private final Map<String, PartnerChart> charts;
  private final ProgramApi adapter;
  private final Map<RecordKey, Instant> submitted;

  /**
   * Reads back from these partners.
   *
   * @param submitted when each version was handed to the adapter
   */
  public ChartComparison(
      String namespace,
      Map<String, PartnerChart> charts,
      ProgramApi adapter,
      Map<RecordKey, Instant> submitted) {
    this.namespace = namespace;
    this.charts = charts;
    this.adapter = adapter;
    this.submitted = submitted;
  }

  /** What is there of one expectation, and how it differs. */
  public Finding find(Expectation expected) throws IOException, InterruptedException {
    var sent = sent(expected);
    return switch (expected.what()) {
      case GRAPH -> there(expected, sent, graph(expected), false);
      case DOCUMENT -> there(expected, sent, documents(expected), true);
      case WITHHELD -> nothing(expected, sent, "withheld");
      case WAITS -> nothing(expected, sent, "needs-person");
      case NO_PARTNER -> noPartner(expected);
      case ONLY_IF_HELD -> onlyIfHeld(expected, sent);
    };
  }

  private Finding onlyIfHeld(Expectation expected, JsonNode sent)
      throws IOException, InterruptedException {
    var documents = documents(expected);
    var graph = graph(expected);
    if (documents.isEmpty() && graph.isEmpty()) {
      return nothing(expected, sent, "not-needed");
    }
    return graph.isEmpty()
        ? there(expected, sent, documents, true)
        : there(expected, sent, graph, false);
  }

  private Finding there(
      Expectation expected, JsonNode sent, List<JsonNode> found, boolean document) {
    var differences = new ArrayList<String>();
    var now = document ? found.stream().filter(ChartComparison::current).toList() : found;
    if (now.size() != 1) {
      differences.add("found " + now.size() + " instead of 1");
    }
    now.forEach(resource -> compare(expected, resource, differences));
    differ(differences, "the adapter says", "delivered", sent.path("state").asText());
    if (!expected.matchedBy().equals("-")) {
      differ(differences, "matched by", expected.matchedBy(), sent.path("matchedBy").asText());
    }
    var first = now.stream().findFirst();
    return new Finding(
        expected,
        document ? "document" : "graph",
        first.map(ChartComparison::patient).orElse("-")
            + " ("
            + sent.path("matchedBy").asText()
            + ")",
        first.map(one -> one.path("resourceType").asText() + "/" + one.path("id").asText()),
        first.map(one -> one.at("/meta/versionId").asText()),
        took(expected, sent),
        disclosed(sent),
        differences);
  }

  private void compare(Expectation expected, JsonNode resource, List<String> differences) {
    var version = expected.key().id() + "-v" + expected.key().version();
    if (values(resource).stream().noneMatch(version::equals)) {
      differences.add("shows another version than " + expected.key().version());
    }
    if (!expected.patient().equals("-")) {
      differ(differences, "on", expected.patient(), patient(resource));
    }
  }

  private static String disclosed(JsonNode sent) {
    var withheld =
        StreamSupport.stream(sent.path("withheld").spliterator(), false)
            .map(JsonNode::asText)
            .collect(joining(", "));
    var extent = withheld.isEmpty() ? "whole" : "without " + withheld;
    var basis = sent.path("basis").asText();
    return basis.equals("consent") ? extent : extent + ", " + basis;
  }

  private Finding nothing(Expectation expected, JsonNode sent, String state)
      throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    var held = graph(expected).size() + documents(expected).size();
    if (held > 0) {
      differences.add("found " + held + " instead of nothing");
    }
    differ(differences, "the adapter says", state, sent.path("state").asText());
    return new Finding(
        expected,
        state.equals("withheld") ? "withheld: " + sent.path("note").asText() : state,
        "-",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        differences);
  }

  private Finding noPartner(Expectation expected) throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    var state = adapter.state(expected.key()).path("state").asText();
    differ(differences, "the adapter says", "not-addressed", state);
    return new Finding(
        expected,
        state,
        "-",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        differences);
  }

  private List<JsonNode> graph(Expectation expected) throws IOException, InterruptedException {
    var kind = expected.key().kind();
    return charts
        .get(expected.partner())
        .byIdentifier(MAIN.get(kind), namespace + "/" + kind.word(), expected.key().id());
  }

  private List<JsonNode> documents(Expectation expected) throws IOException, InterruptedException {
    var kind = expected.key().kind();
    return charts
        .get(expected.partner())
        .byIdentifier("DocumentReference", namespace + "/" + kind.word(), expected.key().id());
  }

  /** The adapter's own word on the last version at the partner. */
  private JsonNode sent(Expectation expected) throws IOException, InterruptedException {
    for (var delivery : adapter.state(expected.key()).path("deliveries")) {
      if (delivery.path("partner").asText().equals(expected.partner())
          && delivery.path("version").asInt() == expected.key().version()) {
        return delivery;
      }
    }
    return ProgramApi.tree("{}");
  }

  private Optional<Duration> took(Expectation expected, JsonNode sent) {
    return Optional.ofNullable(submitted.get(expected.key()))
        .filter(at -> sent.hasNonNull("settledAt"))
        .map(at -> Duration.between(at, Instant.parse(sent.path("settledAt").asText())));
  }

  private static String patient(JsonNode resource) {
    return resource.at("/subject/reference").asText().replace("Patient/", "");
  }

  private static boolean current(JsonNode document) {
    return !document.path("status").asText().equals("superseded");
  }

  private static List<String> values(JsonNode resource) {
    var values = new ArrayList<String>();
    resource.path("identifier").forEach(one -> values.add(one.path("value").asText()));
    return values;
  }

  private static void differ(
      List<String> differences, String about, String expected, String found) {
    if (!expected.equals(found)) {
      differences.add(about + " " + (found.isEmpty() ? "nothing" : found) + ", not " + expected);
    }
  }
}
