package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.SettableClock;

/** A plan at a real partner, whose staff changes it, and reconciliations with that partner. */
abstract class ReconciledPsychiatry {

  /** How the partner says what it keeps something for. */
  private static final Pattern REFERS =
      Pattern.compile("First reference found was resource (?<address>[A-Za-z]+/[A-Za-z0-9.-]+) ");

  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final String PLAN = "CP-2001";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path home;

  final SharedPartners partners = SharedPartners.shared();
  final SettableClock clock = new SettableClock(Instant.now().toString());
  Setting setting;
  Adapter adapter;

  /** As a test wants it. */
  Setting adjusted(Setting before) {
    return before;
  }

  @BeforeEach
  void thePartnerHasThePlan() throws IOException, InterruptedException {
    setting = adjusted(Setting.with(partners, home));
    adapter = Adapter.start(setting.config(), clock);
    submits("participants/P-1001.v1.json");
    submits("plans/CP-2001.v1.json");
    await("the plan arrives").atMost(PATIENCE).until(() -> later(this::everybodyHasIt));
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  void submits(String file) throws IOException, InterruptedException {
    assertThat(Caller.program(adapter.port()).submit(Fixtures.bytes(file)).statusCode())
        .isEqualTo(202);
  }

  boolean later(Callable<Boolean> seen) throws Exception {
    clock.pass(Duration.ofSeconds(1));
    return seen.call();
  }

  boolean everybodyHasIt() throws IOException, InterruptedException {
    return hasEverybody("crisis-plan", PLAN);
  }

  boolean hasEverybody(String kind, String id) throws IOException, InterruptedException {
    var state = Caller.program(adapter.port()).state(kind, id);
    return state.path("reached").asText().equals("everybody");
  }

  /** That of ours which names the record. */
  Optional<ObjectNode> ours(String type, String id) throws IOException, InterruptedException {
    return partners.chart(SharedPartners.PSYCHIATRY).all(type).stream()
        .filter(one -> one.path("identifier").toString().contains(setting.namespace))
        .filter(one -> one.path("identifier").toString().contains("\"" + id + "\""))
        .map(ObjectNode.class::cast)
        .findFirst();
  }

  ObjectNode there(String type) throws IOException, InterruptedException {
    var found =
        partners
            .chart(SharedPartners.PSYCHIATRY)
            .byIdentifier(type, setting.namespace + "/crisis-plan", PLAN);
    assertThat(found).isNotEmpty();
    return (ObjectNode) found.get(0);
  }

  static URI place(SharedPartners partners, JsonNode resource) {
    return URI.create(
        partners.baseUrl(SharedPartners.PSYCHIATRY)
            + "/"
            + resource.path("resourceType").asText()
            + "/"
            + resource.path("id").asText());
  }

  /** As the partner's own staff does. */
  void changes(JsonNode resource) throws IOException, InterruptedException {
    sent(
        HttpRequest.newBuilder(place(partners, resource))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(resource.toString())));
  }

  /** With what refers to it: a server keeps it for that, and says so; they go together. */
  void deletes(JsonNode resource) throws IOException, InterruptedException {
    var all = new LinkedHashSet<String>();
    all.add(resource.path("resourceType").asText() + "/" + resource.path("id").asText());
    var answer = deleted(all);
    var refers = REFERS.matcher(answer.body());
    while (answer.statusCode() == 409 && refers.find() && all.add(refers.group("address"))) {
      answer = deleted(all);
      refers = REFERS.matcher(answer.body());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  HttpResponse<String> deleted(Set<String> addresses) throws IOException, InterruptedException {
    var bundle = Fixtures.JSON.createObjectNode().put("resourceType", "Bundle");
    var entries = bundle.put("type", "transaction").putArray("entry");
    addresses.forEach(
        address ->
            entries.addObject().putObject("request").put("method", "DELETE").put("url", address));
    return HTTP.send(
        HttpRequest.newBuilder(partners.baseUrl(SharedPartners.PSYCHIATRY))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(bundle.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  static void sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  Caller desk() {
    return Caller.with(adapter.port(), Setting.DESK);
  }

  /** Asks for one of the psychiatry, and waits until it is over. */
  JsonNode reconciled() throws IOException, InterruptedException {
    var asked = desk().call("POST", "/api/v1/reconciliations", "{\"partner\": \"psychiatry\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    var report = asked.headers().firstValue("Location").orElseThrow();
    await("it is over").atMost(PATIENCE).until(() -> later(() -> report(report).has("endedAt")));
    return report(report);
  }

  JsonNode report(String path) throws IOException, InterruptedException {
    return Fixtures.json(desk().get(path).body());
  }

  static List<String> found(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> !one.path("finding").asText().equals("news"))
        .map(
            one ->
                one.path("finding").asText() + " " + one.path("there").asText().split("/", -1)[0])
        .toList();
  }

  List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .filter(reason -> !reason.equals("partner-news"))
        .toList();
  }

  static List<String> news(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> one.path("finding").asText().equals("news"))
        .map(one -> one.path("there").asText())
        .toList();
  }

  /** Where the partner's staff has made it. */
  String creates(JsonNode resource) throws IOException, InterruptedException {
    var type = resource.path("resourceType").asText();
    var request =
        HttpRequest.newBuilder(URI.create(partners.baseUrl(SharedPartners.PSYCHIATRY) + "/" + type))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(resource.toString()));
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return type + "/" + Fixtures.json(answer.body()).path("id").asText();
  }

  void endsThePlan() throws IOException, InterruptedException {
    var plan = there("CarePlan");
    plan.put("status", "revoked");
    changes(plan);
  }

  void isActiveAgain() {
    await("it is as the program says again")
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    () ->
                        there("CarePlan").path("status").asText().equals("active")
                            && everybodyHasIt()));
  }
}
