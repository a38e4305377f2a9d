package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** What a real partner holds, changed by its own staff, beside what it should hold. */
class ReconciliationIT extends ReconciledPsychiatry {

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
  void aReferralThatIsGoneIsMissingAsLongAsItIsNotOver() throws IOException, InterruptedException {
    submits("referrals/RF-4002.v1.json");
    await("the referral arrives")
        .atMost(PATIENCE)
        .until(() -> later(() -> hasEverybody("referral", "RF-4002")));
    deletes(ours("ServiceRequest", "RF-4002").orElseThrow());

    var open = reconciled();

    assertThat(found(open)).containsExactly("missing ServiceRequest");
    assertThat(attention()).contains("missing-at-partner");
    isOver("RF-4002");
    assertThat(found(reconciled())).as("a partner may tidy away what is over there").isEmpty();
    assertThat(attention()).doesNotContain("missing-at-partner");
    assertThat(
            report("/api/v1/reconciliations/" + open.path("id").asText())
                .at("/findings/0/closedBy")
                .asText())
        .startsWith("well by reconciliation");
  }

  /** Somebody there says on the phone that it ended well. */
  private void isOver(String referral) throws IOException, InterruptedException {
    var said =
        Caller.with(adapter.port(), Setting.STAFF)
            .call(
                "POST",
                "/api/v1/referrals/" + referral + "/answers",
                "{\"state\": \"completed\", \"by\": \"Nurse Alvarez\", \"via\": \"phone\","
                    + " \"result\": \"Seen twice\"}");
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
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
}
