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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
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

/** From a referral that is submitted to the program knowing how it ended, at a real partner. */
class ReferralLoopIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String REFERRAL = "RF-4003";
  private static final String SAID =
      "{\"state\": \"accepted\", \"by\": \"Nurse Alvarez\", \"via\": \"phone\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private Setting setting;
  private Adapter adapter;
  private Caller program;

  @BeforeEach
  void aReferralArrives() throws IOException, InterruptedException {
    setting = Setting.with(partners, home);
    start();
    program.submit(Fixtures.bytes("participants/P-1002.v2.json"));
    program.submit(Fixtures.bytes("referrals/" + REFERRAL + ".v1.json"));
    await("the referral arrives")
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    Duration.ofSeconds(1),
                    () -> state().path("reached").asText().equals("everybody")));
  }

  /**
   * A partner that is busy is asked again after a pause, and one that was being asked meanwhile
   * when it is its turn again: both by this clock.
   */
  private boolean later(Duration time, Callable<Boolean> seen) throws Exception {
    clock.pass(time);
    return seen.call();
  }

  private void start() {
    adapter = Adapter.start(setting.config(), clock);
    program = Caller.program(adapter.port());
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  private JsonNode state() throws IOException, InterruptedException {
    return program.state("referral", REFERRAL);
  }

  private JsonNode progress() throws IOException, InterruptedException {
    return state().path("referral").path(0);
  }

  private void stands(String expected) {
    clock.pass(Duration.ofHours(1));
    await("the referral is " + expected)
        .atMost(PATIENCE)
        .until(
            () ->
                later(
                    Duration.ofMinutes(5),
                    () -> progress().path("state").asText().equals(expected)));
  }

  /** As the partner's own staff does. */
  private void answers(String status, String elements) throws IOException, InterruptedException {
    var chart = partners.chart(SharedPartners.PSYCHIATRY);
    var task =
        (ObjectNode)
            chart.byIdentifier("Task", setting.namespace + "/referral-task", REFERRAL).get(0);
    task.put("status", status);
    task.setAll((ObjectNode) Fixtures.json("{" + elements + "}"));
    var place = partners.baseUrl(SharedPartners.PSYCHIATRY) + "/Task/" + task.path("id").asText();
    var request =
        HttpRequest.newBuilder(URI.create(place))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(task.toString()));
    assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .filter(item -> item.path("record").asText().equals(REFERRAL))
        .map(item -> item.path("reason").asText())
        .toList();
  }

  private List<String> trail() throws IOException, InterruptedException {
    return StreamSupport.stream(progress().path("trail").spliterator(), false)
        .map(entry -> entry.path("who").asText() + " " + entry.path("state").asText())
        .toList();
  }

  @Test
  void theProgramKnowsHowItEndedAlsoOverARestart() throws IOException, InterruptedException {
    stands("requested");

    answers("accepted", "");
    stands("accepted");
    adapter.close();
    answers(
        "completed",
        """
        "output": [{"type": {"text": "Result"}, "valueString": "Took up the evening group"}]
        """);
    start();
    stands("completed");

    assertThat(progress().path("over").asBoolean()).isTrue();
    assertThat(trail())
        .containsExactly("program requested", "partner accepted", "partner completed");
    assertThat(progress().at("/trail/2/results/0").asText())
        .isEqualTo("Result: Took up the evening group");
    assertThat(attention()).isEmpty();
  }

  @Test
  void aRejectionIsSeenByStaffAndShownWithItsReason() throws IOException, InterruptedException {
    answers("rejected", "\"statusReason\": {\"text\": \"No place in the group\"}");

    stands("rejected");

    assertThat(attention()).containsExactly("referral-rejected");
    assertThat(progress().at("/trail/1/reason").asText()).isEqualTo("No place in the group");
    var shown =
        CommandRun.of(Served.written(setting), adapter.port(), "show", "referral/" + REFERRAL);
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains(
            "at psychiatry: rejected since ",
            "the program: version 1: requested",
            "the partner: rejected",
            "why: No place in the group",
            "next look ");

    answers("accepted", "");
    clock.pass(Duration.ofDays(1));
    await("it is seen that it is open again")
        .atMost(PATIENCE)
        .until(
            () ->
                later(Duration.ofHours(2), () -> attention().equals(List.of("referral-unclear"))));
    assertThat(progress().path("state").asText()).isEqualTo("rejected");
    assertThat(progress().at("/trail/2/applied").asBoolean(true)).isFalse();
  }

  private CommandRun staff(String... words) throws IOException {
    return CommandRun.of(Served.written(setting), adapter.port(), words);
  }

  @Test
  void whatIsSaidOnTheTelephoneIsRecordedShownContradictedAndTakenBack()
      throws IOException, InterruptedException {
    stands("requested");

    var rejected =
        staff(
            "referral",
            "answer",
            REFERRAL,
            "--state",
            "rejected",
            "--by",
            "Nurse Alvarez",
            "--via",
            "phone",
            "--reason",
            "No place in the group");

    assertThat(rejected.exit()).as(rejected.err()).isZero();
    assertThat(rejected.out())
        .contains(
            "at psychiatry: rejected since ",
            "said by Nurse Alvarez (phone); recorded by ",
            "why: No place in the group");
    assertThat(attention()).containsExactly("referral-rejected");
    var refused =
        staff("referral", "answer", REFERRAL, "--state", "accepted", "--by", "A", "--via", "fax");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("The referral is rejected at psychiatry, and accepted cannot come after that.");

    answers("accepted", "");
    clock.pass(Duration.ofDays(1));
    await("it is seen that the system says otherwise")
        .atMost(PATIENCE)
        .until(
            () ->
                later(Duration.ofHours(2), () -> attention().equals(List.of("referral-unclear"))));
    assertThat(progress().path("state").asText()).isEqualTo("rejected");

    var number = progress().at("/trail/1/recorded/number").asText();
    var taken =
        staff("referral", "take-back", REFERRAL, "--answer", number, "--reason", "Misheard");
    assertThat(taken.exit()).as(taken.err()).isZero();
    assertThat(taken.out()).contains("answer " + number + " is taken back by ");
    stands("accepted");
    assertThat(attention()).isEmpty();
  }

  @Test
  void anAnswerThatIsNoneIsRefusedWithWhatIsExpected() throws IOException, InterruptedException {
    var caller = Caller.with(adapter.port(), Setting.STAFF);
    var path = "/api/v1/referrals/" + REFERRAL + "/answers";
    var tooLong = "x".repeat(101);

    for (var wrong :
        List.of(
            "{}",
            "{\"state\": \"done\", \"by\": \"A\", \"via\": \"phone\"}",
            "{\"state\": \"accepted\", \"by\": \" \", \"via\": \"phone\"}",
            "{\"state\": \"accepted\", \"by\": \"" + tooLong + "\", \"via\": \"phone\"}",
            "{\"state\": \"accepted\", \"by\": \"A\\u0007\", \"via\": \"phone\"}",
            "{\"state\": \"accepted\", \"by\": \"A\\u202e\", \"via\": \"phone\"}",
            "{\"state\": \"accepted\", \"by\": \"A\", \"via\": \"pigeon\"}",
            "{\"state\": \"rejected\", \"by\": \"A\", \"via\": \"phone\"}",
            "{\"state\": \"scheduled\", \"by\": \"A\", \"via\": \"phone\"}",
            "{\"state\": \"scheduled\", \"by\": \"A\", \"via\": \"fax\", \"when\": \"soon\"}",
            "{\"state\": \"accepted\", \"by\": \"A\", \"via\": \"fax\", \"when\": \"2026-12-01\"}",
            "{\"state\": \"accepted\", \"by\": \"A\", \"via\": \"fax\", \"result\": \"B\"}",
            "{\"state\": \"accepted\", \"by\": \"A\", \"via\": \"fax\", \"at\": \"2199-01-01T00:00:00Z\"}")) {
      assertThat(caller.call("POST", path, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(caller.call("POST", "/api/v1/referrals/RF-0/answers", SAID).statusCode())
        .isEqualTo(404);
    assertThat(caller.call("POST", path, SAID).statusCode()).isEqualTo(200);
    assertThat(
            caller
                .call("POST", "/api/v1/referrals/" + REFERRAL + "/send-to-next", "{}")
                .statusCode())
        .isEqualTo(409);
  }
}
