package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.SettableClock;

/** Test records through real partners, timed, and taken back. */
class DrillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String WORDS = "DRILL: test, no action needed";

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final Instant before = Instant.now();
  private Setting setting;
  private Adapter adapter;

  @AfterEach
  void stop() {
    if (adapter != null) {
      adapter.close();
    }
  }

  /** With targets that a loaded machine can meet. */
  private Setting patient() {
    return Setting.with(partners, home)
        .creatingPatients()
        .drills("wait-for-answer: 1s", "targets: {plan: 5m, event: 5m, referral: 5m}");
  }

  private void starts(Setting how) {
    setting = how;
    adapter = Adapter.start(setting.config());
  }

  private CommandRun runs(String... arguments) throws IOException {
    return CommandRun.of(Served.written(setting), adapter.port(), arguments);
  }

  private Caller desk() {
    return Caller.with(adapter.port(), Setting.DESK);
  }

  private JsonNode report(long drill) throws IOException, InterruptedException {
    return Fixtures.json(desk().get("/api/v1/drills/" + drill).body());
  }

  private static Map<String, JsonNode> steps(JsonNode report) {
    return StreamSupport.stream(report.path("steps").spliterator(), false)
        .collect(Collectors.toMap(step -> step.path("step").asText(), step -> step));
  }

  private static String outcome(JsonNode report, String step) {
    return steps(report).get(step).path("outcome").asText();
  }

  /** All that this adapter wrote there, every version of it. */
  private List<JsonNode> written(String partner) throws IOException, InterruptedException {
    return partners.writtenSince(partner, before).stream()
        .filter(one -> one.toString().contains(setting.namespace))
        .toList();
  }

  private List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .toList();
  }

  private static boolean isLabelled(JsonNode resource) {
    return StreamSupport.stream(resource.at("/meta/security").spliterator(), false)
        .anyMatch(
            label ->
                label.path("code").asText().equals("HTEST")
                    && label
                        .path("system")
                        .asText()
                        .equals("http://terminology.hl7.org/CodeSystem/v3-ActReason"));
  }

  private static List<JsonNode> of(List<JsonNode> written, String type) {
    return written.stream().filter(one -> one.path("resourceType").asText().equals(type)).toList();
  }

  private static List<String> statuses(List<JsonNode> written, String type) {
    return of(written, type).stream().map(one -> one.path("status").asText()).distinct().toList();
  }

  @Test
  void whatIsDrilledIsThereInTimeMarkedAsATestAndTakenBack()
      throws IOException, InterruptedException {
    starts(patient());

    var run = runs("drill", "--partner", SharedPartners.PSYCHIATRY);

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("all was there in time, and all was taken back", "plan", "event", "referral");
    var report = report(1);
    assertThat(steps(report).values())
        .filteredOn(step -> step.has("record"))
        .allSatisfy(
            step -> {
              assertThat(step.path("outcome").asText()).isEqualTo("met");
              assertThat(step.path("labelled").asBoolean()).isTrue();
              assertThat(step.path("seconds").asDouble()).isPositive();
              assertThat(step.path("cleared").asText()).isEqualTo("done");
            });
    assertThat(outcome(report, "answer")).isEqualTo("no-answer");
    assertThat(attention()).isEmpty();
    everythingThereIsMarked(written(SharedPartners.PSYCHIATRY));
    assertThat(written(SharedPartners.PRIMARY_CARE)).isEmpty();
    assertThat(written(SharedPartners.CRISIS_CENTER)).isEmpty();
    assertThat(runs("drill", "show").out()).contains("psychiatry", "all was there in time");
    assertThat(runs("drill", "show", "1").out()).contains("withdrawn", "ended", "cancelled");
  }

  private static void everythingThereIsMarked(List<JsonNode> written) {
    assertThat(written).allSatisfy(one -> assertThat(isLabelled(one)).as(one.toString()).isTrue());
    assertThat(of(written, "CarePlan"))
        .allSatisfy(plan -> assertThat(plan.path("title").asText()).startsWith(WORDS));
    assertThat(of(written, "Flag"))
        .allSatisfy(flag -> assertThat(flag.at("/code/text").asText()).startsWith(WORDS));
    assertThat(of(written, "ServiceRequest"))
        .allSatisfy(
            request -> {
              assertThat(request.path("patientInstruction").asText()).isEqualTo(WORDS);
              assertThat(request.at("/note/0/text").asText()).isEqualTo(WORDS);
            });
    assertThat(statuses(written, "CarePlan")).containsExactlyInAnyOrder("active", "revoked");
    assertThat(statuses(written, "Flag")).containsExactlyInAnyOrder("active", "inactive");
    assertThat(statuses(written, "ServiceRequest")).containsExactlyInAnyOrder("active", "revoked");
    assertThat(statuses(written, "Task")).containsExactlyInAnyOrder("requested", "cancelled");
  }

  @Test
  void aCrisisCenterGetsTheEmergencyAndNobodyElse() throws IOException, InterruptedException {
    starts(patient());

    var run = runs("drill", "--partner", SharedPartners.CRISIS_CENTER);

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(outcome(report(1), "event")).isEqualTo("met");
    assertThat(written(SharedPartners.PSYCHIATRY)).isEmpty();
    assertThat(written(SharedPartners.PRIMARY_CARE)).isEmpty();
  }

  @Test
  void aPartnerThatIsDownIsMissedAndWhatItNeverHadNeedsNoCleaning()
      throws IOException, InterruptedException {
    starts(
        patient()
            .partner(SharedPartners.PSYCHIATRY, URI.create("http://127.0.0.1:1/psychiatry"))
            .drills("wait: 3s"));

    var run = runs("drill", "--partner", SharedPartners.PSYCHIATRY);

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).contains("a target was MISSED");
    assertThat(outcome(report(1), "plan")).isEqualTo("missed");
  }

  @Test
  void aDrillThatWasStoppedInTheMiddleGoesOnAndSendsNothingTwice()
      throws IOException, InterruptedException {
    var theirs = testPatientOf(SharedPartners.PSYCHIATRY);
    starts(patient().drillPatient(SharedPartners.PSYCHIATRY, theirs));
    assertThat(runs("drill", "--partner", SharedPartners.PSYCHIATRY, "--no-wait").exit()).isZero();
    var second = desk().call("POST", "/api/v1/drills", "{\"partner\": \"psychiatry\"}");
    assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
    assertThat(second.body()).contains("Drill 1 at psychiatry is under way");
    adapter.close();

    starts(setting);

    await("it is over").atMost(PATIENCE).until(() -> report(1).has("endedAt"));
    assertThat(report(1).path("passed").asBoolean()).as(report(1).toString()).isTrue();
    var plans = of(written(SharedPartners.PSYCHIATRY), "CarePlan");
    assertThat(plans.stream().map(one -> one.path("id").asText()).distinct()).hasSize(1);
    assertThat(plans.stream().map(one -> one.at("/subject/reference").asText()).distinct())
        .containsExactly(theirs);
  }

  private String testPatientOf(String partner) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(partners.baseUrl(partner) + "/Patient"))
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"Zztest\"}]}"))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return "Patient/" + Fixtures.json(answer.body()).path("id").asText();
  }

  @Test
  void itIsSomebodyElsesIdWhereItComesFromOutside() throws IOException, InterruptedException {
    starts(Setting.alone(home));
    var participant =
        Fixtures.json(new String(Fixtures.bytes("participants/P-1001.v1.json"), UTF_8));
    var taken = participant.toString().replace("\"P-1001\"", "\"Drill-psychiatry\"");
    var plan = Fixtures.json(new String(Fixtures.bytes("plans/CP-2001.v1.json"), UTF_8));
    var about = plan.toString().replace("\"P-1001\"", "\"drill-psychiatry\"");

    for (var record : List.of(taken, about)) {
      var answer = Caller.program(adapter.port()).submit(record.getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("must not begin with drill-");
    }
  }

  @Test
  void whetherAParticipantIsForTestsDoesNotChange() throws IOException, InterruptedException {
    starts(Setting.alone(home));
    var program = Caller.program(adapter.port());
    var first = Fixtures.bytes("participants/P-1001.v1.json");
    assertThat(program.submit(first).statusCode()).isLessThan(300);
    var second = (ObjectNode) Fixtures.json(new String(first, UTF_8));
    second.put("version", 2).put("test", true);

    var answer = program.submit(second.toString().getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/test", "is of a participant for good: use another id");
    assertThat(program.submit(first).statusCode()).as("a repetition").isLessThan(300);
  }

  @Test
  void onceAMonthEveryPartnerIsDrilledAndWhatMissesIsToldUntilOneGoesWell()
      throws IOException, InterruptedException {
    setting = Setting.alone(home).drills("monthly: '1 10:00'", "wait: 1s", "wait-for-answer: 1s");
    var clock = new SettableClock("2026-10-20T12:00:00Z");
    adapter = Adapter.start(setting.config(), clock);
    await("it has looked").atMost(PATIENCE).until(() -> rows() == SharedPartners.NAMES.size());
    assertThat(desk().get("/api/v1/drills").body()).contains("\"drills\":[]");

    clock.set("2026-11-02T15:05:00Z"); // a day late, at 10:05 in New York

    await("each is drilled")
        .atMost(PATIENCE)
        .until(() -> later(clock, Duration.ofMillis(200)) && drilled().size() == 3 && areOver());
    assertThat(drilled()).containsExactlyInAnyOrderElementsOf(SharedPartners.NAMES);
    assertThat(attention()).contains("drill-missed");
  }

  private long rows() {
    return adapter
        .part(JdbcClient.class)
        .sql("select count(*) from drill")
        .query(Long.class)
        .single();
  }

  private static boolean later(SettableClock clock, Duration time) {
    clock.pass(time);
    return true;
  }

  private JsonNode drills() throws IOException, InterruptedException {
    return Fixtures.json(desk().get("/api/v1/drills").body()).path("drills");
  }

  private List<String> drilled() throws IOException, InterruptedException {
    return StreamSupport.stream(drills().spliterator(), false)
        .map(one -> one.path("partner").asText())
        .toList();
  }

  private boolean areOver() throws IOException, InterruptedException {
    return StreamSupport.stream(drills().spliterator(), false).allMatch(one -> one.has("endedAt"));
  }
}
