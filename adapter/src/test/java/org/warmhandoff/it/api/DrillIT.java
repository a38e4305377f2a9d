package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config.MonthlyTime;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.drill.DrillConcerns;
import org.warmhandoff.drill.DrillRow;
import org.warmhandoff.drill.DrillRow.DrillStage;
import org.warmhandoff.drill.DrillSubmission;
import org.warmhandoff.drill.DrillWatch;
import org.warmhandoff.drill.JdbcDrills;
import org.warmhandoff.drill.MonthlyDrills;
import org.warmhandoff.drill.PartnerDrills;
import org.warmhandoff.intake.Door;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.it.api.ForgetfulPartner.Forgets;
import org.warmhandoff.operate.MatchDecisions;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.testing.SettableClock;

/**
 * Test records through real partners, timed, and taken back. One adapter for all tests; each has a
 * drill of its own.
 */
class DrillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration WAIT = Duration.ofMinutes(10);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final String WORDS = "DRILL: test, no action needed";

  private static final String PSYCHIATRY = SharedPartners.PSYCHIATRY;
  private static final String PRIMARY_CARE = SharedPartners.PRIMARY_CARE;
  private static final String CRISIS_CENTER = SharedPartners.CRISIS_CENTER;

  /** Where nobody listens. */
  private static final String CLOSED = "closed-clinic";

  private static final String FORGETFUL = "forgetful-clinic";
  private static final String PAPER = "paper-clinic";

  /** Another one in the system of psychiatry. */
  private static final String NEIGHBOR = "neighbor-clinic";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HurriedClock CLOCK = new HurriedClock();

  @TempDir private static Path home;

  private static SharedPartners partners;
  private static Instant before;
  private static ForgetfulPartner between;
  private static Setting setting;
  private static Adapter adapter;

  /** Real time, and what was passed beside. */
  private static final class HurriedClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void pass(Duration time) {
      ahead.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.offset(Clock.system(zone), ahead.get());
    }
  }

  /** Targets are such as a loaded machine can meet, and the day of the schedule is far. */
  @BeforeAll
  static void anAdapterServes() throws IOException, InterruptedException {
    partners = SharedPartners.shared();
    before = Instant.now();
    between = new ForgetfulPartner(partners.baseUrl(PSYCHIATRY));
    var day = Math.min(28, LocalDate.now(ZoneOffset.UTC).plusDays(10).getDayOfMonth());
    setting =
        Setting.with(partners, home)
            .creatingPatients()
            .delivery("ask-every: {emergency: 1s, urgent: 1s, routine: 1s}")
            .drills(
                "monthly: '" + day + " 10:00'",
                "wait: 10m",
                "wait-for-answer: 10m",
                "targets: {plan: 5m, event: 5m, referral: 5m}")
            .drillPatient(PRIMARY_CARE, testPatientAt(PRIMARY_CARE))
            .alsoPartner(also(CLOSED, URI.create("http://127.0.0.1:1/fhir")))
            .alsoPartner(also(FORGETFUL, between.forgetful(), testPatientAt(PSYCHIATRY)))
            .alsoPartner(also(PAPER, between.paper(), testPatientAt(PSYCHIATRY)))
            .alsoPartner(
                "name: " + NEIGHBOR,
                "roles: [psychiatry, aftercare]",
                "base-url: " + partners.baseUrl(PSYCHIATRY),
                "creates-patients: true");
    adapter = Adapter.start(setting.config(), CLOCK);
    Served.written(setting);
  }

  @AfterAll
  static void stop() {
    adapter.close();
    between.close();
  }

  private static String[] also(String name, URI baseUrl, String... patient) {
    return new String[] {
      "name: " + name,
      "roles: [psychiatry, aftercare]",
      "base-url: " + baseUrl,
      "persona: " + proxied(),
      "timeouts: { connect: 2s, answer: 15s }",
      patient.length == 0 ? "" : "drill: { patient: " + patient[0] + " }"
    };
  }

  private static Path proxied() {
    try {
      return Files.writeString(
          home.resolve("between.json"),
          "{\"title\": \"Behind a proxy\", \"searches\": {\"innerPages\": true}}");
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /** As the partner's own staff would register one. */
  private static String testPatientAt(String partner) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(partners.baseUrl(partner).resolve("/backoffice/fhir/Patient"))
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"Zztest\"}]}"));
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(201);
    return "Patient/" + Fixtures.json(answer.body()).path("id").asText();
  }

  private static CommandRun runs(String... arguments) {
    return CommandRun.of(home.resolve("warm-handoff.yaml"), adapter.port(), arguments);
  }

  private static Caller desk() {
    return Caller.with(adapter.port(), Setting.DESK);
  }

  private static JsonNode report(long drill) throws IOException, InterruptedException {
    return Fixtures.json(desk().get("/api/v1/drills/" + drill).body());
  }

  private static Map<String, JsonNode> steps(JsonNode report) {
    return StreamSupport.stream(report.path("steps").spliterator(), false)
        .collect(Collectors.toMap(step -> step.path("step").asText(), step -> step));
  }

  private static List<JsonNode> records(JsonNode report) {
    return steps(report).values().stream().filter(step -> step.has("record")).toList();
  }

  private static String outcome(JsonNode report, String step) {
    return steps(report).get(step).path("outcome").asText();
  }

  /** What came of one, and its number. */
  private record Drilled(CommandRun run, long number) {

    JsonNode report() throws IOException, InterruptedException {
      return DrillIT.report(number);
    }
  }

  /** By the command, which waits; where an answer alone is waited for, nobody gives one. */
  private static Drilled drilled(String partner) throws Exception {
    var run = CompletableFuture.supplyAsync(() -> runs("drill", "--partner", partner));
    await("it has begun").atMost(PATIENCE).until(() -> last(partner).isPresent() || run.isDone());
    var number = newest(partner);
    await("an answer alone is waited for")
        .atMost(PATIENCE)
        .until(() -> run.isDone() || waitsForAnswerAlone(report(number)));
    if (!run.isDone()) {
      CLOCK.pass(WAIT);
    }
    return new Drilled(run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), number);
  }

  private static Optional<DrillRow> last(String partner) {
    return adapter.part(JdbcDrills.class).underWay(partner);
  }

  private static long newest(String partner) {
    return adapter.part(JdbcDrills.class).newest(1000).stream()
        .filter(drill -> drill.partner().equals(partner))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static boolean waitsForAnswerAlone(JsonNode report) {
    return !report.has("endedAt")
        && outcome(report, "answer").equals("waiting")
        && records(report).stream()
            .noneMatch(step -> step.path("outcome").asText().equals("waiting"));
  }

  private static long begun(String partner) throws IOException, InterruptedException {
    var answer = desk().call("POST", "/api/v1/drills", "{\"partner\": \"" + partner + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Fixtures.json(answer.body()).at("/drills/0/id").asLong();
  }

  private static void isOver(long drill) {
    await("it is over").atMost(PATIENCE).until(() -> report(drill).has("endedAt"));
  }

  /** All that this adapter wrote there, every version of it. */
  private static List<JsonNode> written(String partner) throws IOException, InterruptedException {
    return partners.writtenSince(partner, before).stream()
        .filter(one -> one.toString().contains(setting.namespace))
        .toList();
  }

  /** Of one drill. */
  private static List<JsonNode> written(String partner, JsonNode report)
      throws IOException, InterruptedException {
    var ids = records(report).stream().map(step -> step.path("record").asText()).toList();
    return written(partner).stream()
        .filter(one -> ids.stream().anyMatch(one.toString()::contains))
        .toList();
  }

  private static List<JsonNode> attention(String partner) throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .filter(item -> item.path("partner").asText().equals(partner))
        .toList();
  }

  private static List<String> reasons(String partner) throws IOException, InterruptedException {
    return attention(partner).stream().map(item -> item.path("reason").asText()).toList();
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
  void whatIsDrilledIsThereInTimeMarkedAsATestAndTakenBack() throws Exception {
    var drilled = drilled(PSYCHIATRY);

    var run = drilled.run();
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("all was there in time, and all was taken back", "plan", "event", "referral")
        .doesNotContain("warning");
    var report = drilled.report();
    assertThat(records(report))
        .hasSize(3)
        .allSatisfy(
            step -> {
              assertThat(step.path("outcome").asText()).isEqualTo("met");
              assertThat(step.path("marking").asText()).isEqualTo("labelled");
              assertThat(step.path("labelled").asBoolean()).isTrue();
              assertThat(step.path("form").asText()).isEqualTo("graph");
              assertThat(step.path("seconds").asDouble()).isPositive();
              assertThat(step.path("cleared").asText()).isEqualTo("done");
            });
    assertThat(outcome(report, "answer")).isEqualTo("no-answer");
    assertThat(report.has("warnings")).isFalse();
    assertThat(attention(PSYCHIATRY)).isEmpty();
    everythingThereIsMarked(written(PSYCHIATRY));
    isTakenBack(written(PSYCHIATRY, report));
    assertThat(written(PRIMARY_CARE, report)).isEmpty();
    assertThat(written(CRISIS_CENTER, report)).isEmpty();
    assertThat(runs("drill", "show").out()).contains("psychiatry", "all was there in time");
    assertThat(runs("drill", "show", "" + drilled.number()).out())
        .contains("withdrawn", "ended", "cancelled");
  }

  private static void everythingThereIsMarked(List<JsonNode> written) {
    assertThat(written)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(isLabelled(one)).as(one.toString()).isTrue());
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
  }

  private static void isTakenBack(List<JsonNode> written) {
    assertThat(statuses(written, "CarePlan")).containsExactlyInAnyOrder("active", "revoked");
    assertThat(statuses(written, "Flag")).containsExactlyInAnyOrder("active", "inactive");
    assertThat(statuses(written, "ServiceRequest")).containsExactlyInAnyOrder("active", "revoked");
    assertThat(statuses(written, "Task")).containsExactlyInAnyOrder("requested", "cancelled");
  }

  @Test
  void anAnswerToTheReferralIsTimedAndItIsSaidWhatItWasGivenIn() throws Exception {
    var drill = begun(PSYCHIATRY);
    await("the referral is there").atMost(PATIENCE).until(() -> waitsForAnswerAlone(report(drill)));

    accepts(steps(report(drill)).get("referral").path("record").asText());

    isOver(drill);
    var report = report(drill);
    var answer = steps(report).get("answer");
    assertThat(answer.path("outcome").asText()).as(report.toString()).isEqualTo("met");
    assertThat(answer.path("seconds").asDouble()).isPositive().isLessThan(600);
    assertThat(answer.path("there").asText()).startsWith("Task/");
    assertThat(answer.path("note").asText()).startsWith("accepted in Task/");
    assertThat(report.path("passed").asBoolean()).as(report.toString()).isTrue();
    assertThat(statuses(written(PSYCHIATRY, report), "ServiceRequest")).contains("revoked");
    assertThat(runs("drill", "show", "" + drill).out()).contains("there: accepted in Task/");
  }

  /** As the partner's own staff does. */
  private static void accepts(String referral) throws IOException, InterruptedException {
    var chart = partners.chart(PSYCHIATRY);
    var task =
        (ObjectNode)
            chart.byIdentifier("Task", setting.namespace + "/referral-task", referral).get(0);
    task.put("status", "accepted");
    var place = partners.baseUrl(PSYCHIATRY) + "/Task/" + task.path("id").asText();
    var request =
        HttpRequest.newBuilder(URI.create(place))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(task.toString()));
    assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void twoPartnersOfOneSystemAndAnotherProgramAreDrilledByPatientsOfTheirOwn(
      @TempDir Path elsewhere) throws Exception {
    wentWell(drilled(PSYCHIATRY).run());
    wentWell(drilled(NEIGHBOR).run());
    var other =
        Setting.with(partners, elsewhere)
            .creatingPatients()
            .drills("wait-for-answer: 1s", "targets: {plan: 5m, event: 5m, referral: 5m}");

    try (var program = Adapter.start(other.config())) {
      Served.written(other);
      wentWell(
          CommandRun.of(
              elsewhere.resolve("warm-handoff.yaml"),
              program.port(),
              "drill",
              "--partner",
              PSYCHIATRY));
    }

    assertThat(patient(setting, PSYCHIATRY)).hasSize(1);
    assertThat(patient(setting, NEIGHBOR)).hasSize(1);
    assertThat(patient(other, PSYCHIATRY)).hasSize(1);
  }

  private static void wentWell(CommandRun run) {
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  /** In the system of psychiatry. */
  private static List<JsonNode> patient(Setting program, String partner)
      throws IOException, InterruptedException {
    return partners
        .chart(PSYCHIATRY)
        .byIdentifier("Patient", program.namespace + "/participant", "drill-" + partner);
  }

  @Test
  void aCrisisCenterGetsTheEmergencyAndNobodyElse() throws Exception {
    var drilled = drilled(CRISIS_CENTER);

    assertThat(drilled.run().exit()).as(drilled.run().out() + drilled.run().err()).isZero();
    assertThat(outcome(drilled.report(), "event")).isEqualTo("met");
    assertThat(written(CRISIS_CENTER, drilled.report())).isNotEmpty();
    assertThat(written(PSYCHIATRY, drilled.report())).isEmpty();
    assertThat(written(PRIMARY_CARE, drilled.report())).isEmpty();
  }

  @Test
  void whoTakesDocumentsHasThemWithTheMarkAndTheyAreTakenBack() throws Exception {
    var drilled = drilled(PRIMARY_CARE);

    assertThat(drilled.run().exit()).as(drilled.run().out() + drilled.run().err()).isZero();
    var plan = steps(drilled.report()).get("plan");
    assertThat(plan.path("outcome").asText()).isEqualTo("met");
    assertThat(plan.path("form").asText()).isEqualTo("document");
    assertThat(plan.path("there").asText()).startsWith("DocumentReference/");
    assertThat(plan.path("marking").asText()).isEqualTo("labelled");
    assertThat(plan.path("cleared").asText()).isEqualTo("done");
    assertThat(of(written(PRIMARY_CARE, drilled.report()), "DocumentReference"))
        .isNotEmpty()
        .allSatisfy(
            document -> {
              assertThat(isLabelled(document)).isTrue();
              assertThat(document.path("description").asText()).startsWith(WORDS);
            });
  }

  @Test
  void whoTakesNothingIsNotTimedAndNobodyIsWaitedForWhoBringsAPage() throws Exception {
    var drilled = drilled(PAPER);

    assertThat(drilled.run().exit()).as(drilled.run().out() + drilled.run().err()).isZero();
    assertThat(drilled.run().out()).contains("nothing is timed at this partner");
    assertThat(records(drilled.report()))
        .allSatisfy(
            step -> {
              assertThat(step.path("outcome").asText()).isEqualTo("by-hand");
              assertThat(step.path("form").asText()).isEqualTo("by-hand");
              assertThat(step.path("cleared").asText()).isEqualTo("not-needed");
            });
    assertThat(outcome(drilled.report(), "answer")).isEqualTo("not-sent");
  }

  @Test
  void aPageThatStaffBroughtIsShownAndLeftForThemToTakeBack() throws Exception {
    stands(PAPER);
    var drilling = adapter.part(PartnerDrills.class);
    var drill = begun(PAPER);
    turn(drilling, PAPER);
    var plan = steps(report(drill)).get("plan").path("record").asText();
    var deliveries = adapter.part(JdbcDeliveries.class);
    await("a page is to be brought")
        .atMost(PATIENCE)
        .until(
            () ->
                deliveries.of(RecordKind.CRISIS_PLAN, plan).stream()
                    .anyMatch(one -> one.state().word().equals("by-hand")));
    var page = deliveries.of(RecordKind.CRISIS_PLAN, plan).get(0).id();

    assertThat(runs("handed-over", "" + page).exit()).isZero();

    goesOn(PAPER);
    isOver(drill);
    var step = steps(report(drill)).get("plan");
    assertThat(step.path("outcome").asText()).isEqualTo("by-hand");
    assertThat(step.path("note").asText()).endsWith("a person brought the page");
    assertThat(step.path("form").asText()).isEqualTo("by-hand");
    assertThat(step.has("thereAt")).isTrue();
    assertThat(step.path("cleared").asText()).isEqualTo("left");
    assertThat(report(drill).path("passed").asBoolean()).isFalse();
    assertThat(reasons(PAPER)).contains("drill-left");
  }

  @Test
  void whoDropsTheLabelAndShowsTheWordsPassesWithAWarning() throws Exception {
    between.forget(Forgets.THE_LABEL);

    var drilled = drilled(FORGETFUL);

    var run = drilled.run();
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains(
            "all was there in time, and all was taken back, with a warning",
            "there: WARNING: the partner drops the security label HTEST",
            "warning: plan, event, referral: forgetful-clinic drops the security label HTEST.");
    var report = drilled.report();
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("warnings")).hasSize(1);
    assertThat(records(report))
        .allSatisfy(
            step -> {
              assertThat(step.path("marking").asText()).isEqualTo("words-only");
              assertThat(step.path("labelled").asBoolean(true)).isFalse();
            });
  }

  @Test
  void whatShowsNothingOfATestFailsIsTakenBackAtOnceAndIsToldUntilADrillGoesWell()
      throws Exception {
    between.forget(Forgets.THE_WORDS_TOO);

    var failed = drilled(FORGETFUL);

    assertThat(failed.run().exit()).as(failed.run().out() + failed.run().err()).isEqualTo(1);
    assertThat(failed.run().out())
        .contains(
            "something does NOT show there that it is a test, and all was taken back",
            "NOT MARKED: nothing that the partner shows says that it is a test");
    assertThat(failed.report().path("verdict").asText()).isEqualTo("unmarked");
    assertThat(failed.report().path("passed").asBoolean(true)).isFalse();
    assertThat(outcome(failed.report(), "answer")).as("is not waited for").isEqualTo("not-sent");
    assertThat(reasons(FORGETFUL)).containsExactly("drill-missed");
    assertThat(attention(FORGETFUL).get(0).path("note").asText())
        .contains("unmarked", "so tell forgetful-clinic");

    between.forget(Forgets.NOTHING);

    assertThat(drilled(FORGETFUL).run().exit()).isZero();
    assertThat(attention(FORGETFUL)).isEmpty();
  }

  @Test
  void aPartnerThatIsDownIsMissedAndWhatItNeverHadNeedsNoCleaning() throws Exception {
    var run = CompletableFuture.supplyAsync(() -> runs("drill", "--partner", CLOSED));
    await("it is waited for")
        .atMost(PATIENCE)
        .until(() -> last(CLOSED).filter(one -> one.stage() == DrillStage.WATCHING).isPresent());
    var drill = newest(CLOSED);

    CLOCK.pass(WAIT);

    var missed = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(missed.exit()).as(missed.out() + missed.err()).isEqualTo(1);
    assertThat(missed.out()).contains("a target was MISSED, and all was taken back");
    assertThat(records(report(drill)))
        .allSatisfy(
            step -> {
              assertThat(step.path("outcome").asText()).isEqualTo("missed");
              assertThat(step.path("cleared").asText()).isEqualTo("not-needed");
            });
  }

  @Test
  void onceAMonthAPartnerIsDrilledAndWhatMissesIsTold() throws Exception {
    stands(CLOSED);
    await("the day of now was passed over").atMost(PATIENCE).until(DrillIT::everyPartnerHasItsDay);
    var time = Optional.of(new MonthlyTime(1, LocalTime.of(10, 0)));
    var own = new SettableClock("2031-01-20T12:00:00Z");
    var zone = setting.config().program().timeZone();
    var drills = adapter.part(JdbcDrills.class);
    var drilling =
        drilling(
            drills, () -> adapter.part(Door.class), new MonthlyDrills(drills, time, zone, own));
    assertThat(drilling.due(CLOSED)).isEmpty();

    own.set("2031-02-02T15:05:00Z"); // a day late, at 10:05 in New York

    assertThat(drilling.due(CLOSED)).hasSize(1);
    var drill = last(CLOSED).orElseThrow();
    assertThat(drill.scheduled()).contains(LocalDate.of(2031, 2, 1));
    CLOCK.pass(LEASE);
    turn(drilling, CLOSED);
    CLOCK.pass(WAIT);
    goesOn(CLOSED);
    isOver(drill.id());
    assertThat(report(drill.id()).path("scheduled").asBoolean()).isTrue();
    assertThat(reasons(CLOSED)).contains("drill-missed");
  }

  private static boolean everyPartnerHasItsDay() {
    return adapter
            .part(JdbcClient.class)
            .sql(
                "select count(*) from drill where scheduled_on is not null and ended_at = begun_at")
            .query(Long.class)
            .single()
        >= setting.config().partners().size();
  }

  @AfterEach
  void whatStoodGoesOn() throws Exception {
    goesOn(PSYCHIATRY);
    goesOn(CLOSED);
  }

  /** Nobody but the test goes on with its drills. */
  private static void stands(String partner) throws Exception {
    adapter.part(CamelContext.class).getRouteController().stopRoute("drill-" + partner);
  }

  private static void goesOn(String partner) throws Exception {
    adapter.part(CamelContext.class).getRouteController().startRoute("drill-" + partner);
  }

  private static void turn(PartnerDrills drilling, String partner) {
    drilling.due(partner).forEach(drilling::goOn);
  }

  private static PartnerDrills drilling(
      JdbcDrills drills, Supplier<Door> door, MonthlyDrills monthly) {
    var config = setting.config();
    return new PartnerDrills(
        drills,
        new DrillSubmission(
            door,
            adapter.part(JdbcRecords.class),
            adapter.part(RecordReader.class),
            adapter.part(JdbcLinks.class),
            adapter.part(MatchDecisions.class),
            adapter.part(Operating.class),
            config.program(),
            CLOCK),
        adapter.part(DrillWatch.class),
        new DrillConcerns(adapter.part(JdbcAttention.class)),
        monthly,
        config.partners(),
        config.drills(),
        new TransactionTemplate(adapter.part(PlatformTransactionManager.class)),
        adapter.part(Durability.class),
        CLOCK,
        LEASE);
  }

  /** Whoever does it is dead; nothing that it had in memory is there any more. */
  private static final class Death extends Error {

    private static final long serialVersionUID = 1;
  }

  /** Dies before one of its statements, or before it submits something. */
  private static final class MortalDataSource extends DelegatingDataSource {

    private int left;

    MortalDataSource(DataSource real, int moments) {
      super(real);
      this.left = moments;
    }

    void moment() {
      if (left == 0) {
        throw new Death();
      }
      left--;
    }

    @Override
    public Connection getConnection() throws SQLException {
      moment();
      return super.getConnection();
    }
  }

  /**
   * Each life of it lasts for one moment more than the one before, until a turn is done; then they
   * are short again.
   */
  @Test
  void aDrillThatDiesAtAnyMomentGoesOnSubmitsNothingTwiceAndIsCleanedUp() throws Exception {
    stands(PSYCHIATRY);
    var drill = begun(PSYCHIATRY);
    var second = desk().call("POST", "/api/v1/drills", "{\"partner\": \"psychiatry\"}");
    assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
    assertThat(second.body()).contains("Drill " + drill + " at psychiatry is under way");
    var deaths = EnumSet.noneOf(DrillStage.class);
    var lives = new AtomicReference<>(0);

    await("it is over")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> lives(drill, lives, deaths));

    goesOn(PSYCHIATRY);
    assertThat(deaths)
        .containsExactlyInAnyOrder(
            DrillStage.SENDING, DrillStage.WATCHING, DrillStage.CLEANING, DrillStage.CLEARING);
    var report = report(drill);
    assertThat(report.path("passed").asBoolean()).as(report.toString()).isTrue();
    nothingWasSubmittedTwice(report);
    var written = written(PSYCHIATRY, report);
    isTakenBack(written);
    assertThat(List.of("CarePlan", "Flag", "ServiceRequest", "Task"))
        .allSatisfy(type -> assertThat(of(written, type)).as(type).hasSize(2));
    assertThat(attention(PSYCHIATRY)).isEmpty();
  }

  /** One life: whether it is over after it. */
  private static boolean lives(long drill, AtomicReference<Integer> lives, Set<DrillStage> deaths)
      throws IOException, InterruptedException {
    var stage = adapter.part(JdbcDrills.class).one(drill).orElseThrow().stage();
    var life = new MortalDataSource(adapter.part(DataSource.class), lives.get());
    var mortal = new JdbcDrills(JdbcClient.create(life));
    Supplier<Door> door =
        () -> {
          life.moment();
          return adapter.part(Door.class);
        };
    try {
      var never = new MonthlyDrills(mortal, Optional.empty(), ZoneOffset.UTC, CLOCK);
      turn(drilling(mortal, door, never), PSYCHIATRY);
      lives.set(0);
    } catch (Death dead) {
      deaths.add(stage);
      lives.updateAndGet(life0 -> life0 + 1);
    }
    CLOCK.pass(waitsForAnswerAlone(report(drill)) ? WAIT : LEASE);
    return report(drill).has("endedAt");
  }

  private static void nothingWasSubmittedTwice(JsonNode report) {
    var deliveries = adapter.part(JdbcDeliveries.class);
    assertThat(records(report))
        .hasSize(3)
        .allSatisfy(
            step ->
                assertThat(
                        deliveries.of(
                            RecordKind.of(step.path("kind").asText()).orElseThrow(),
                            step.path("record").asText()))
                    .extracting(one -> one.version())
                    .containsExactlyInAnyOrder(1, 2));
  }

  @Test
  void itIsSomebodyElsesIdWhereItComesFromOutside() throws IOException, InterruptedException {
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
}
