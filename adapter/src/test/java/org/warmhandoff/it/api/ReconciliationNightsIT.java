package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** Night after night with a partner that does not show all as it was sent, or is not there. */
class ReconciliationNightsIT extends ReconciledPsychiatry {

  private static final String RUNS = "/api/v1/reconciliations";

  /** Of the second participant. */
  private static final String SECOND = "psy-47514";

  private final AlteredPartner altered =
      new AlteredPartner(partners.baseUrl(SharedPartners.PSYCHIATRY));

  @Override
  Setting adjusted(Setting before) {
    altered.shows("CarePlan", this::drops);
    return before.behindProxy(SharedPartners.PSYCHIATRY, altered.baseUrl());
  }

  /** As an EHR that has no place for it. */
  private void drops(ObjectNode plan) {
    plan.remove("activity");
  }

  @AfterEach
  void close() {
    altered.close();
  }

  private List<JsonNode> nightly() throws IOException, InterruptedException {
    return StreamSupport.stream(report(RUNS).path("reconciliations").spliterator(), false)
        .filter(one -> one.path("partner").asText().equals(SharedPartners.PSYCHIATRY))
        .filter(one -> one.path("nightly").asBoolean())
        .toList();
  }

  /** The report of the next night. */
  private JsonNode night() throws IOException, InterruptedException {
    var before = latest();
    clock.pass(Duration.ofDays(1));
    await("the night is over")
        .atMost(PATIENCE)
        .until(() -> later(() -> latest() > before && nightly().get(0).has("endedAt")));
    return report(RUNS + "/" + latest());
  }

  /** Only the last runs are listed, so how many there are says nothing. */
  private long latest() throws IOException, InterruptedException {
    var nights = nightly();
    return nights.isEmpty() ? 0 : nights.get(0).path("id").asLong();
  }

  private void closesAttention() throws IOException, InterruptedException {
    var items = Fixtures.json(desk().get("/api/v1/attention").body()).path("items");
    for (var item : items) {
      var answer =
          desk().call("POST", "/api/v1/attention/" + item.path("id").asLong() + "/done", "");
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
  }

  @Test
  void anEhrThatDropsElementsIsToldOfInOneReportAndOneThatThenChangesIsTold()
      throws IOException, InterruptedException {
    var saved = new AtomicInteger();
    altered.shows(
        "CarePlan",
        plan -> {
          drops(plan);
          plan.withObject("/meta").put("versionId", "saved-" + saved.incrementAndGet());
        });

    var first = night();

    assertThat(found(first)).containsExactly("kept-differently CarePlan");
    assertThat(keptDifferently(first).path("differences").toString())
        .as(first.toString())
        .contains("activity", "removed");
    assertThat(found(night())).isEmpty();
    assertThat(found(night())).isEmpty();
    assertThat(attention()).isEmpty();

    endsThePlan();
    var changed = night();
    assertThat(found(changed)).containsExactly("different CarePlan");
    assertThat(changed.at("/findings/0").has("knownSince")).isFalse();
    assertThat(attention()).containsExactly("changed-at-partner");
    closesAttention();
    var same = night();
    assertThat(found(same)).containsExactly("different CarePlan");
    assertThat(same.at("/findings/0/knownSince").asLong()).isEqualTo(changed.path("id").asLong());
    assertThat(attention()).as("it was told").isEmpty();

    var plan = there("CarePlan");
    plan.put("title", "Their own title");
    changes(plan);
    assertThat(night().at("/findings/0").has("knownSince")).isFalse();
    assertThat(attention()).as("it is another one").containsExactly("changed-at-partner");
  }

  @Test
  void whatWasTakenBackAndIsInForceAgainIsExtraAndTakenBackOnceMoreByRepair()
      throws IOException, InterruptedException {
    consentEnds();
    await("it is taken back")
        .atMost(PATIENCE)
        .until(() -> later(() -> there("CarePlan").path("status").asText().equals("revoked")));
    await("all is settled").atMost(PATIENCE).until(() -> later(() -> isSettled()));
    assertThat(found(reconciled())).isEmpty();
    var plan = there("CarePlan");
    plan.put("status", "active");
    changes(plan);

    var report = night();

    assertThat(report.path("lookedAt").asInt()).isEqualTo(1);
    assertThat(found(report)).containsExactly("extra CarePlan");
    assertThat(attention()).contains("extra-at-partner");
    var repaired =
        CommandRun.of(
            Served.written(setting),
            adapter.port(),
            "reconcile",
            "repair",
            report.path("id").asText(),
            "--finding",
            report.at("/findings/0/number").asText());
    assertThat(repaired.exit()).as(repaired.out() + repaired.err()).isZero();
    await("it is taken back once more")
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    () ->
                        there("CarePlan").path("status").asText().equals("revoked")
                            && isSettled()));
    assertThat(found(reconciled())).isEmpty();
    assertThat(attention()).doesNotContain("extra-at-partner");
  }

  /** It comes after what others have in the same chart. */
  private static JsonNode keptDifferently(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(one -> one.path("finding").asText().equals("kept-differently"))
        .findFirst()
        .orElseThrow();
  }

  private boolean isSettled() throws IOException, InterruptedException {
    var state = Caller.program(adapter.port()).state("crisis-plan", PLAN);
    return state.path("state").asText().equals("settled");
  }

  private void consentEnds() throws IOException, InterruptedException {
    var participant =
        (ObjectNode)
            Fixtures.json(new String(Fixtures.bytes("participants/P-1001.v1.json"), UTF_8));
    participant.put("version", 2).put("recordedAt", "2026-11-20T10:00:00Z");
    ((ArrayNode) participant.get("consents"))
        .forEach(one -> ((ObjectNode) one).put("revokedAt", "2026-11-19T08:00:00Z"));
    var answer = Caller.program(adapter.port()).submit(participant.toString().getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private void aSecondParticipantHasAPlan() throws IOException, InterruptedException {
    submits("participants/P-1003.v1.json");
    submits("plans/CP-2003.v2.json");
    await("the second plan arrives")
        .atMost(PATIENCE)
        .until(() -> later(() -> hasEverybody("crisis-plan", "CP-2003")));
  }

  @Test
  void oneParticipantWhomThePartnerFailsOnStopsNobodyElseAndIsSaidNotToBeLookedAt()
      throws IOException, InterruptedException {
    aSecondParticipantHasAPlan();
    endsThePlan();
    altered.failsOn("psy-48210");

    var report = reconciled();

    assertThat(report.path("participants").asInt()).isEqualTo(2);
    assertThat(report.path("lookedAt").asInt()).isEqualTo(1);
    assertThat(report.path("note").asText())
        .contains("not looked at: P-1001")
        .doesNotContain("all was looked at");
    assertThat(report.path("notAllLookedAt").toString()).contains("CarePlan");
    var shown =
        CommandRun.of(
            Served.written(setting),
            adapter.port(),
            "reconcile",
            "show",
            report.path("id").asText());
    assertThat(shown.out())
        .contains("1 of 2", "not looked at: P-1001")
        .doesNotContain("Nothing was found.");
  }

  @Test
  void aPartnerThatGoesDownInTheMiddleIsGoneOnWithAlsoAfterARestartWhereItWas()
      throws IOException, InterruptedException {
    aSecondParticipantHasAPlan();
    var failing = altered.failsOn(SECOND);
    var path = begun();
    await("the first is looked at")
        .atMost(PATIENCE)
        .until(() -> later(() -> report(path).path("lookedAt").asInt() == 1));
    var down = altered.isDown();
    altered.works(failing);
    adapter.close();
    var asked = altered.asked("CarePlan?patient=Patient%2Fpsy-48210").size();
    adapter = Adapter.start(setting.config(), clock);
    await("it waits").atMost(PATIENCE).until(() -> later(() -> note(path).startsWith("waits")));
    assertThat(report(path).has("endedAt")).isFalse();

    altered.works(down);
    await("it is over").atMost(PATIENCE).until(() -> minuteLater(path));

    assertThat(report(path).path("lookedAt").asInt()).isEqualTo(2);
    assertThat(note(path)).isEqualTo("all was looked at");
    assertThat(altered.asked("CarePlan?patient=Patient%2Fpsy-48210")).hasSize(asked);
  }

  @Test
  void aPartnerThatStaysDownIsGivenUpAndSaysHowFarItCame()
      throws IOException, InterruptedException {
    aSecondParticipantHasAPlan();
    altered.failsOn(SECOND);
    var path = begun();
    await("the first is looked at")
        .atMost(PATIENCE)
        .until(() -> later(() -> report(path).path("lookedAt").asInt() == 1));
    altered.isDown();
    clock.pass(Duration.ofHours(20));

    await("it is over").atMost(PATIENCE).until(() -> minuteLater(path));

    assertThat(report(path).path("lookedAt").asInt()).isEqualTo(1);
    assertThat(note(path)).startsWith("given up");
  }

  /** Asks for one of the psychiatry: where its report is. */
  private String begun() throws IOException, InterruptedException {
    var asked = desk().call("POST", RUNS, "{\"partner\": \"psychiatry\"}");
    return asked.headers().firstValue("Location").orElseThrow();
  }

  private String note(String path) throws IOException, InterruptedException {
    return report(path).path("note").asText();
  }

  private boolean minuteLater(String path) throws IOException, InterruptedException {
    clock.pass(Duration.ofMinutes(1));
    return report(path).has("endedAt");
  }

  @Test
  void whatHangsOnAChartThatIsNotInUseAnyMoreIsOnTheWrongPatientAndNotWrittenByMachine()
      throws IOException, InterruptedException {
    adapter.close();
    adapter = Adapter.start(setting.whenChanged("program-stays").config(), clock);
    endsThePlan();
    altered.shows("Patient", patient -> mergedInto("Patient/" + SECOND, patient));

    var report = reconciled();

    assertThat(found(report))
        .contains("wrong-patient CarePlan")
        .doesNotContain("different CarePlan");
    assertThat(attention()).contains("wrong-patient");
    var repaired =
        desk().call("POST", RUNS + "/" + report.path("id").asLong() + "/repair", "{\"all\": true}");
    assertThat(repaired.body()).contains("a person looks first").doesNotContain("\"goes\":true");
    assertThat(there("CarePlan").path("status").asText()).isEqualTo("revoked");
  }

  private static void mergedInto(String other, ObjectNode patient) {
    if (patient.path("id").asText().equals("psy-48210")) {
      patient.put("active", false);
      patient
          .putArray("link")
          .addObject()
          .put("type", "replaced-by")
          .putObject("other")
          .put("reference", other);
    }
  }

  @Test
  void aReportIsReadAPageAtATimeTheWorstFirst() throws IOException, InterruptedException {
    var plan = there("CarePlan");
    var copy = plan.deepCopy();
    copy.remove("id");
    endsThePlan();
    creates(copy);
    var path = RUNS + "/" + reconciled().path("id").asLong();

    var first = report(path + "?limit=1");
    var second = report(path + "?limit=1&after=" + first.path("next").asInt());

    assertThat(first.path("found").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(found(first)).containsExactly("different CarePlan");
    assertThat(found(second)).containsExactly("extra CarePlan");
    assertThat(report(path + "?limit=1000").has("next")).isFalse();
    assertThat(desk().get(path + "?limit=0").statusCode()).isEqualTo(400);
    assertThat(desk().get(path + "?after=-1").statusCode()).isEqualTo(400);
    var newest = report(RUNS + "?limit=1");
    assertThat(Optional.of(newest.path("next").asLong()))
        .contains(newest.at("/reconciliations/0/id").asLong());
    assertThat(report(RUNS + "?after=" + newest.path("next").asLong()).path("reconciliations"))
        .allSatisfy(
            one -> assertThat(one.path("id").asLong()).isLessThan(newest.path("next").asLong()));
  }
}
