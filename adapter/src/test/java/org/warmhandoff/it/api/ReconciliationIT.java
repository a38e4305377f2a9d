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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.SettableClock;

/** What a real partner holds, changed by its own staff, beside what it should hold. */
class ReconciliationIT {

  /** How the partner says what it keeps something for. */
  private static final Pattern REFERS =
      Pattern.compile("First reference found was resource (?<address>[A-Za-z]+/[A-Za-z0-9.-]+) ");

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PLAN = "CP-2001";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private Setting setting;
  private Adapter adapter;

  @BeforeEach
  void thePartnerHasThePlan() throws IOException, InterruptedException {
    setting = Setting.with(partners, home);
    adapter = Adapter.start(setting.config(), clock);
    submits("participants/P-1001.v1.json");
    submits("plans/CP-2001.v1.json");
    await("the plan arrives").atMost(PATIENCE).until(() -> later(this::everybodyHasIt));
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  private void submits(String file) throws IOException, InterruptedException {
    assertThat(Caller.program(adapter.port()).submit(Fixtures.bytes(file)).statusCode())
        .isEqualTo(202);
  }

  private boolean later(Callable<Boolean> seen) throws Exception {
    clock.pass(Duration.ofSeconds(1));
    return seen.call();
  }

  private boolean everybodyHasIt() throws IOException, InterruptedException {
    return hasEverybody("crisis-plan", PLAN);
  }

  private boolean hasEverybody(String kind, String id) throws IOException, InterruptedException {
    var state = Caller.program(adapter.port()).state(kind, id);
    return state.path("reached").asText().equals("everybody");
  }

  /** That of ours which names the record. */
  private Optional<ObjectNode> ours(String type, String id)
      throws IOException, InterruptedException {
    return partners.chart(SharedPartners.PSYCHIATRY).all(type).stream()
        .filter(one -> one.path("identifier").toString().contains(setting.namespace))
        .filter(one -> one.path("identifier").toString().contains("\"" + id + "\""))
        .map(ObjectNode.class::cast)
        .findFirst();
  }

  private ObjectNode there(String type) throws IOException, InterruptedException {
    var found =
        partners
            .chart(SharedPartners.PSYCHIATRY)
            .byIdentifier(type, setting.namespace + "/crisis-plan", PLAN);
    assertThat(found).isNotEmpty();
    return (ObjectNode) found.get(0);
  }

  private static URI place(SharedPartners partners, JsonNode resource) {
    return URI.create(
        partners.baseUrl(SharedPartners.PSYCHIATRY)
            + "/"
            + resource.path("resourceType").asText()
            + "/"
            + resource.path("id").asText());
  }

  /** As the partner's own staff does. */
  private void changes(JsonNode resource) throws IOException, InterruptedException {
    sent(
        HttpRequest.newBuilder(place(partners, resource))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(resource.toString())));
  }

  /** With what refers to it: a server keeps it for that, and says so; they go together. */
  private void deletes(JsonNode resource) throws IOException, InterruptedException {
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

  private HttpResponse<String> deleted(Set<String> addresses)
      throws IOException, InterruptedException {
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

  private static void sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private Caller desk() {
    return Caller.with(adapter.port(), Setting.DESK);
  }

  /** Asks for one of the psychiatry, and waits until it is over. */
  private JsonNode reconciled() throws IOException, InterruptedException {
    var asked = desk().call("POST", "/api/v1/reconciliations", "{\"partner\": \"psychiatry\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    var report = asked.headers().firstValue("Location").orElseThrow();
    await("it is over").atMost(PATIENCE).until(() -> later(() -> report(report).has("endedAt")));
    return report(report);
  }

  private JsonNode report(String path) throws IOException, InterruptedException {
    return Fixtures.json(desk().get(path).body());
  }

  private static List<String> found(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> !one.path("finding").asText().equals("news"))
        .map(
            one ->
                one.path("finding").asText() + " " + one.path("there").asText().split("/", -1)[0])
        .toList();
  }

  private List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .filter(reason -> !reason.equals("partner-news"))
        .toList();
  }

  @Test
  void whatStandsThereAsItWasSentIsNoFindingAndNorIsAMereSave()
      throws IOException, InterruptedException {
    var first = reconciled();
    assertThat(found(first)).isEmpty();
    assertThat(first.path("lookedAt").asInt()).isEqualTo(1);
    assertThat(first.path("requests").asInt()).isBetween(1, 12);

    var plan = there("CarePlan");
    plan.withArray("/note").addObject().put("text", "Their own note");
    plan.withObject("/text")
        .put("status", "generated")
        .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\">Made by the server</div>");
    plan.withObject("/meta").putArray("tag").addObject().put("code", "theirs");
    changes(plan);

    assertThat(found(reconciled())).isEmpty();
    assertThat(attention()).isEmpty();
    whatThePartnerAnswersToAReferralIsNoFinding();
  }

  private void whatThePartnerAnswersToAReferralIsNoFinding()
      throws IOException, InterruptedException {
    submits("referrals/RF-4002.v1.json");
    await("the referral arrives")
        .atMost(PATIENCE)
        .until(() -> later(() -> hasEverybody("referral", "RF-4002")));
    var request = ours("ServiceRequest", "RF-4002").orElseThrow();
    request.put("status", "completed");
    changes(request);

    assertThat(found(reconciled())).doesNotContain("different ServiceRequest");
  }

  @Test
  void aChangedPlanIsFoundShownRepairedAndWellAgain() throws IOException, InterruptedException {
    var plan = there("CarePlan");
    plan.put("status", "revoked");
    changes(plan);

    var report = reconciled();

    assertThat(found(report)).containsExactly("different CarePlan");
    assertThat(report.at("/findings/0/differences/0").asText())
        .isEqualTo("CarePlan.status ended from active to revoked");
    assertThat(attention()).containsExactly("changed-at-partner");
    var number = report.path("id").asText();
    var config = Served.written(setting);
    var shown = CommandRun.of(config, adapter.port(), "reconcile", "show", number);
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("1 of 1, over", "different", "crisis-plan/CP-2001 v1");
    var repaired =
        CommandRun.of(config, adapter.port(), "reconcile", "repair", number, "--finding", "1");
    assertThat(repaired.out()).as(repaired.err()).contains("goes once more");
    isActiveAgain();

    assertThat(found(reconciled())).isEmpty();
    assertThat(attention()).isEmpty();
    assertThat(report("/api/v1/reconciliations/" + number).at("/findings/0/closedBy").asText())
        .startsWith("well by reconciliation");
  }

  @Test
  void aDeletedPlanIsMissingAndComesBackByRepair() throws IOException, InterruptedException {
    deletes(there("CarePlan"));

    var report = reconciled();

    assertThat(found(report)).containsExactly("missing CarePlan");
    assertThat(attention()).containsExactly("missing-at-partner");
    var repaired =
        desk()
            .call(
                "POST",
                "/api/v1/reconciliations/" + report.path("id").asLong() + "/repair",
                "{\"all\": true}");
    assertThat(Fixtures.json(repaired.body()).at("/repairs/0/goes").asBoolean())
        .as(repaired.body())
        .isTrue();
    await("it is back")
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    () ->
                        everybodyHasIt()
                            && !partners
                                .chart(SharedPartners.PSYCHIATRY)
                                .byIdentifier("CarePlan", setting.namespace + "/crisis-plan", PLAN)
                                .isEmpty()));
    assertThat(found(reconciled())).isEmpty();
    assertThat(attention()).isEmpty();
  }

  @Test
  void aPlanInTheChartOfSomebodyElseIsTheWorstAndNothingIsWrittenWithoutAPerson()
      throws IOException, InterruptedException {
    var plan = there("CarePlan");
    var before = plan.at("/subject/reference").asText();
    var other =
        partners.chart(SharedPartners.PSYCHIATRY).all("Patient").stream()
            .map(patient -> "Patient/" + patient.path("id").asText())
            .filter(reference -> !reference.equals(before))
            .findFirst()
            .orElseThrow();
    plan.withObject("/subject").put("reference", other);
    changes(plan);

    var report = reconciled();

    assertThat(found(report)).containsExactly("wrong-patient CarePlan");
    assertThat(report.at("/findings/0/standsOn").asText()).isEqualTo(other);
    var items = Fixtures.json(desk().get("/api/v1/attention").body()).path("items");
    assertThat(items.get(0).path("reason").asText()).isEqualTo("wrong-patient");
    assertThat(items.get(0).path("priority").asText()).isEqualTo("emergency");
    var repaired =
        desk()
            .call(
                "POST",
                "/api/v1/reconciliations/" + report.path("id").asLong() + "/repair",
                "{\"findings\": [1]}");
    assertThat(Fixtures.json(repaired.body()).at("/repairs/0/goes").asBoolean(true)).isFalse();
    assertThat(repaired.body()).contains("a person looks first");
    assertThat(there("CarePlan").at("/subject/reference").asText()).isEqualTo(other);

    plan.withObject("/subject").put("reference", mergedInto(mergedInto(before)));
    changes(plan);
    assertThat(found(reconciled())).as("a chart that became the right one, twice").isEmpty();
    assertThat(attention()).isEmpty();
  }

  /** A chart that the partner has merged into that one. */
  private String mergedInto(String patient) throws IOException, InterruptedException {
    var merged = Fixtures.JSON.createObjectNode().put("resourceType", "Patient");
    merged
        .put("active", false)
        .putArray("link")
        .addObject()
        .put("type", "replaced-by")
        .putObject("other")
        .put("reference", patient);
    return creates(merged);
  }

  /** The partner's staff ends the plan, which stands there under another rule from now on. */
  private void endsThePlanUnder(String rule) throws IOException, InterruptedException {
    adapter.close();
    setting.whenChanged(rule);
    adapter = Adapter.start(setting.config(), clock);
    endsThePlan();
  }

  private void endsThePlan() throws IOException, InterruptedException {
    var plan = there("CarePlan");
    plan.put("status", "revoked");
    changes(plan);
  }

  private void isActiveAgain() {
    await("it is as the program says again")
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    () ->
                        there("CarePlan").path("status").asText().equals("active")
                            && everybodyHasIt()));
  }

  @Test
  void whereTheProgramsStaysItIsWrittenOverEveryNightUntilThatIsSeenToBeInVain()
      throws IOException, InterruptedException {
    endsThePlanUnder("program-stays");

    clock.pass(Duration.ofDays(1));
    isActiveAgain();

    var nightly = report("/api/v1/reconciliations").path("reconciliations");
    assertThat(
            StreamSupport.stream(nightly.spliterator(), false)
                .filter(one -> one.path("partner").asText().equals("psychiatry"))
                .filter(one -> one.path("nightly").asBoolean())
                .count())
        .isEqualTo(2);
    assertThat(attention()).isEmpty();
    for (var round = 0; round < 2; round++) {
      endsThePlan();
      reconciled();
      isActiveAgain();
    }
    endsThePlan();
    reconciled();
    assertThat(attention()).containsExactly("changed-at-partner");
    assertThat(there("CarePlan").path("status").asText()).isEqualTo("revoked");
  }

  @Test
  void whatIsKeptAsThePartnerHasItIsToldOnceAndNoFindingUntilTheProgramWritesItAnew()
      throws IOException, InterruptedException {
    endsThePlanUnder("keep-partners");

    var first = reconciled();
    assertThat(found(first)).containsExactly("different CarePlan");
    assertThat(first.at("/findings/0/closedBy").asText()).startsWith("kept as the partner has it");

    assertThat(found(reconciled())).isEmpty();
    assertThat(attention()).containsExactly("changed-at-partner");
    assertThat(there("CarePlan").path("status").asText()).isEqualTo("revoked");

    deletes(there("CarePlan"));
    assertThat(found(reconciled())).containsExactly("missing CarePlan");
    submits("plans/CP-2001.v2.json");
    await("the program writes it anew")
        .atMost(PATIENCE)
        .until(() -> later(() -> ours("CarePlan", PLAN).isPresent() && everybodyHasIt()));
    deletes(there("CarePlan"));

    assertThat(found(reconciled())).contains("missing CarePlan");
  }

  @Test
  void aCopyIsExtraThePartnersOwnIsNewsOnceAndADifferenceIsShownToStaffInWords()
      throws IOException, InterruptedException {
    var plan = there("CarePlan");
    var copy = plan.deepCopy();
    copy.remove("id");
    creates(copy);
    var flag = Fixtures.JSON.createObjectNode().put("resourceType", "Flag").put("status", "active");
    flag.putObject("code")
        .putArray("coding")
        .addObject()
        .put("system", "http://snomed.info/sct")
        .put("code", "225444004");
    flag.set("subject", plan.path("subject"));
    var own = creates(flag);
    plan.put("title", "Their own title");
    changes(plan);

    var report = reconciled();

    assertThat(found(report)).containsExactlyInAnyOrder("different CarePlan", "extra CarePlan");
    assertThat(news(report)).contains(own);
    assertThat(news(reconciled())).doesNotContain(own);
    var config = Served.written(setting);
    var number = report.path("id").asText();
    var shown =
        CommandRun.of(
            config, adapter.port(), "reconcile", "show", number, "--finding", different(report));
    assertThat(shown.out())
        .as(shown.err())
        .contains("CarePlan.title", "the partner has:  Their own title", "the program said: ");
    var desk =
        desk().get("/api/v1/reconciliations/" + number + "/findings/1/difference").statusCode();
    assertThat(desk).isEqualTo(403);
  }

  private static String different(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> one.path("finding").asText().equals("different"))
        .map(one -> one.path("number").asText())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> news(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> one.path("finding").asText().equals("news"))
        .map(one -> one.path("there").asText())
        .toList();
  }

  /** Where the partner's staff has made it. */
  private String creates(JsonNode resource) throws IOException, InterruptedException {
    var type = resource.path("resourceType").asText();
    var request =
        HttpRequest.newBuilder(URI.create(partners.baseUrl(SharedPartners.PSYCHIATRY) + "/" + type))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(resource.toString()));
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return type + "/" + Fixtures.json(answer.body()).path("id").asText();
  }
}
