package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;

/** What one kind of resource or several together say of one referral. */
class ReferralResourcesTest {

  @ParameterizedTest
  @CsvSource({
    "active, REQUESTED, false",
    "on-hold, ON_HOLD, false",
    "revoked, CANCELLED, false",
    "completed, COMPLETED, false",
    "entered-in-error, ENTERED_IN_ERROR, false",
    "draft, REQUESTED, true",
    "unknown, NOT_UNDERSTOOD, true",
    "Active, REQUESTED, false",
    "finished, NOT_UNDERSTOOD, true"
  })
  void withoutATaskTheRequestTells(String code, State state, boolean doubtful) {
    var status = Heard.status(Heard.request("\"status\": \"" + code + "\""));

    assertThat(status.state()).isEqualTo(state);
    assertThat(status.notUnderstood()).hasSize(doubtful ? 1 : 0);
    assertThat(status.referralId()).contains("R-4001");
    assertThat(status.since()).contains(Instant.parse("2026-10-05T08:00:00Z"));
    assertThat(status.decidedBy().orElseThrow().type()).isEqualTo("ServiceRequest");
  }

  @Test
  void aRequestTellsItsReasonInAnExtension() {
    var status =
        Heard.status(
            Heard.request(
                """
                "status": "on-hold", "extension": [
                  {"url": "http://hl7.org/fhir/StructureDefinition/request-statusReason",
                   "valueCodeableConcept": {"coding": [{"display": "No bed free"}]}}]
                """));

    assertThat(status.reason()).contains("No bed free");
  }

  @Test
  void aTaskWinsOverTheRequest() {
    var request = Heard.request("\"status\": \"completed\"");
    var task = Heard.task("\"status\": \"in-progress\"");

    assertThat(Heard.status(request, task).state()).isEqualTo(State.IN_PROGRESS);
    assertThat(Heard.status(task, request).state()).isEqualTo(State.IN_PROGRESS);
  }

  @Test
  void ofTwoTasksForOneReferralNobodyKnowsWhichCounts() {
    var status =
        Heard.status(
            Heard.task("\"status\": \"accepted\""), Heard.task("\"status\": \"rejected\""));

    assertThat(status.notUnderstood())
        .extracting(NotUnderstood::toString)
        .containsExactly("Task is there more than once for one referral");
  }

  @Test
  void oneOfTwoTasksThatWasAMistakeIsNoOther() {
    var status =
        Heard.status(
            Heard.task("\"status\": \"accepted\""), Heard.task("\"status\": \"entered-in-error\""));

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood()).isEmpty();
  }

  @Test
  void aTaskThatNobodyUnderstandsLeavesItToTheRequest() {
    var status =
        Heard.status(Heard.task("\"status\": \"huh\""), Heard.request("\"status\": \"on-hold\""));

    assertThat(status.state()).isEqualTo(State.ON_HOLD);
    assertThat(status.notUnderstood()).extracting(NotUnderstood::place).contains("Task.status");
  }

  @Test
  void aReportThatComesOfTheReferralIsAResult() {
    var procedure =
        """
        {"resourceType": "Procedure", "id": "41", "status": "completed",
         "identifier": [{"value": "P-41"}], "basedOn": [{"reference": "ServiceRequest/77"}],
         "code": {"text": "Assessment"}, "subject": {"reference": "Patient/5"}}
        """;
    var note =
        """
        {"resourceType": "DocumentReference", "id": "301", "status": "current",
         "type": {"text": "Visit note"},
         "context": {"related": [{"reference": "ServiceRequest/77"}]}}
        """;
    var task =
        Heard.task(
            """
            "status": "completed", "output": [{"type": {"text": "Note"},
              "valueReference": {"reference": "DocumentReference/301"}}]
            """);

    assertThat(Heard.status(task, procedure, note).results())
        .containsExactly(
            result("DocumentReference", "301", null, "Note"),
            result("Procedure", "41", "P-41", "Assessment"));
  }

  @ParameterizedTest
  @CsvSource({
    "accepted, requested, ACCEPTED", "accepted, completed, CANCELLED",
    "completed, completed, COMPLETED", "accepted, rejected, ACCEPTED"
  })
  void askingToStopSaysNothingUntilItIsDone(String task, String abort, State state) {
    var stop =
        """
        {"resourceType": "Task", "id": "89", "status": "%s", "intent": "order",
         "code": {"coding": [{"code": "abort"}]},
         "identifier": [{"system": "https://id.bridgewater-iop.example/referral-abort",
                         "value": "R-4001"}]}
        """
            .formatted(abort);

    assertThat(Heard.status(stop, Heard.task("\"status\": \"" + task + "\"")).state())
        .isEqualTo(state);
  }

  @Test
  void theNewestOfSeveralTasksCounts() {
    var old = Heard.task("\"status\": \"rejected\", \"lastModified\": \"2026-10-05T08:00:00Z\"");
    var fresh = Heard.task("\"status\": \"accepted\", \"lastModified\": \"2026-10-06T08:00:00Z\"");
    var wrong =
        Heard.task("\"status\": \"entered-in-error\", \"lastModified\": \"2026-10-07T08:00:00Z\"");

    assertThat(Heard.status(old, wrong, fresh).state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void nothingAtAllIsNotUnderstood() {
    assertThat(Heard.status().state()).isEqualTo(State.NOT_UNDERSTOOD);
    assertThat(Heard.status("{\"resourceType\": \"Patient\", \"id\": \"5\"}").state())
        .isEqualTo(State.NOT_UNDERSTOOD);
  }

  private static Result result(String type, String id, String identifier, String text) {
    return new Result(
        Optional.ofNullable(type),
        Optional.ofNullable(id),
        Optional.ofNullable(identifier),
        Optional.ofNullable(text));
  }
}
