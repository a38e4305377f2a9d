package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.PartnerResource;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;

class ReferralStatusMappingTest {

  private static final String ACCEPTED = "\"status\": \"accepted\"";
  private static final String BOOKED =
      """
      "status": "booked", "start": "2026-10-08T14:00:00-04:00", "end": "2026-10-08T18:50:00Z"
      """;

  @Test
  void aWholeAnswerIsUnderstood() {
    var status =
        Heard.status(
            """
            {"resourceType": "Task", "id": "88",
             "meta": {"versionId": "6", "lastUpdated": "2026-10-09T20:00:00Z",
                      "extension": [{"url": "http://partner.example/x", "valueString": "y"}]},
             "extension": [{"url": "http://partner.example/queue", "valueInteger": 4}],
             "identifier": [
               {"system": "http://partner.example/mrn-order", "value": "A-17",
                "type": {"coding": [{"code": "FILL"}]}},
               {"system": "https://id.bridgewater-iop.example/referral-task", "value": "R-4001"}],
             "status": "completed",
             "statusReason": {"text": "Seen and settled"},
             "businessStatus": {"coding": [
               {"system": "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS",
                "code": "7.0"}]},
             "intent": "order",
             "focus": {"reference": "https://partner.example/fhir/ServiceRequest/77/_history/2"},
             "for": {"reference": "Patient/5"},
             "lastModified": "2026-10-09T15:30:00-04:00",
             "output": [
               {"type": {"text": "Visit note"},
                "valueReference": {"reference": "DocumentReference/301", "display": "Note"}},
               {"type": {"coding": [{"display": "Visit"}]},
                "valueReference": {"type": "Encounter",
                                   "identifier": {"system": "urn:v", "value": "V-9"}}},
               {"type": {"text": "Level of care"}, "valueString": "outpatient"}]}
            """);

    assertThat(status)
        .isEqualTo(
            new ReferralStatus(
                Optional.of("R-4001"),
                State.COMPLETED,
                Optional.of("Seen and settled"),
                Optional.empty(),
                java.util.List.of(
                    result("DocumentReference", "301", null, "Note"),
                    result("Encounter", null, "urn:v|V-9", "Visit"),
                    result(null, null, null, "Level of care: outpatient")),
                Optional.of(Instant.parse("2026-10-09T19:30:00Z")),
                Optional.of(new PartnerResource("Task", Optional.of("88"), Optional.of("6"))),
                Optional.of("http://partner.example/mrn-order|A-17"),
                java.util.List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral-task\", \"value\": \"R-4001\"}]",
        "\"identifier\": [{\"value\": \"1\"}, {}, {\"system\": \"HTTPS://ID.bridgewater-iop.example/referral\", \"value\": \" R-4001 \"}]",
        "\"focus\": {\"identifier\": {\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}}",
        "\"focus\": {\"reference\": \"ServiceRequest/77\"}",
        "\"focus\": {\"reference\": \"https://partner.example/fhir/r4/ServiceRequest/77\"}",
        "\"focus\": {\"reference\": \"ServiceRequest/77/_history/3\"}",
        "\"basedOn\": [{\"reference\": \"CarePlan/1\"}, {\"reference\": \"ServiceRequest/77\"}]",
        "\"groupIdentifier\": {\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}",
        "\"contained\": [{\"resourceType\": \"ServiceRequest\", \"id\": \"sr\", \"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}]}], \"focus\": {\"reference\": \"#sr\"}",
        "\"id\": \"88\"",
        "\"partOf\": [{\"reference\": \"Task/88\"}]"
      })
  void theReferralIsToldInManyWays(String element) {
    var status = Heard.status("{\"resourceType\": \"Task\", " + ACCEPTED + ", " + element + "}");

    assertThat(status.referralId()).contains("R-4001");
    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"focus\": {\"reference\": \"ServiceRequest/78\"}",
        "\"focus\": {\"reference\": \"Observation/77\"}",
        "\"focus\": {\"reference\": \"urn:uuid:2fe9c1b0-0001-4000-8000-000000000000\"}",
        "\"focus\": {\"reference\": \"#gone\"}",
        "\"focus\": {\"display\": \"R-4001\"}",
        "\"identifier\": [{\"system\": \"http://partner.example/referral\", \"value\": \"R-4001\"}]",
        "\"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral-version\", \"value\": \"R-4001-v1\"}]",
        "\"identifier\": [{\"value\": \"R-4001\"}]"
      })
  void whatMayBeAnotherReferralIsNotTakenForOurs(String element) {
    var status = Heard.status("{\"resourceType\": \"Task\", " + ACCEPTED + ", " + element + "}");

    assertThat(status.referralId()).isEmpty();
    assertThat(status.state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void aTaskOfTwoReferralsTellsOfNone() {
    var status =
        Heard.status(
            "{\"resourceType\": \"Task\", "
                + ACCEPTED
                + ", \"basedOn\": [{\"reference\": \"ServiceRequest/77\"},"
                + " {\"reference\": \"ServiceRequest/99\"}]}");

    assertThat(status.referralId()).isEmpty();
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task", "tells of several referrals"));
  }

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
    assertThat(status.toldBy().orElseThrow().type()).isEqualTo("ServiceRequest");
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
  void aTaskThatNobodyUnderstandsLeavesItToTheRequest() {
    var status =
        Heard.status(Heard.task("\"status\": \"huh\""), Heard.request("\"status\": \"on-hold\""));

    assertThat(status.state()).isEqualTo(State.ON_HOLD);
    assertThat(status.notUnderstood()).extracting(NotUnderstood::place).contains("Task.status");
  }

  @ParameterizedTest
  @CsvSource({
    "requested, booked, REQUESTED",
    "accepted, booked, SCHEDULED",
    "in-progress, booked, IN_PROGRESS",
    "rejected, booked, REJECTED",
    "completed, fulfilled, COMPLETED",
    "accepted, arrived, IN_PROGRESS",
    "accepted, checked-in, IN_PROGRESS",
    "accepted, fulfilled, IN_PROGRESS",
    "accepted, noshow, NO_SHOW",
    "in-progress, noshow, NO_SHOW",
    "completed, noshow, COMPLETED",
    "accepted, cancelled, ACCEPTED",
    "accepted, proposed, ACCEPTED",
    "accepted, entered-in-error, ACCEPTED",
    "accepted, Booked, SCHEDULED"
  })
  void anAppointmentAddsToWhatTheTaskSays(String task, String appointment, State state) {
    var status =
        Heard.status(
            Heard.task("\"status\": \"" + task + "\""),
            Heard.appointment("\"status\": \"" + appointment + "\""));

    assertThat(status.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "booked, SCHEDULED",
    "noshow, NO_SHOW",
    "fulfilled, IN_PROGRESS",
    "proposed, REQUESTED",
    "cancelled, REQUESTED",
    "entered-in-error, REQUESTED"
  })
  void anAppointmentAnswersARequestWithoutATask(String appointment, State state) {
    var status =
        Heard.status(
            Heard.request("\"status\": \"active\""),
            Heard.appointment("\"status\": \"" + appointment + "\""));

    assertThat(status.state()).isEqualTo(state);
  }

  @Test
  void anAppointmentTellsWhenAndWhere() {
    var status = Heard.status(Heard.task(ACCEPTED), Heard.appointment(BOOKED));

    assertThat(status.appointment())
        .contains(
            new Appointment(
                Optional.of(Instant.parse("2026-10-08T18:00:00Z")),
                Optional.of(Instant.parse("2026-10-08T18:50:00Z")),
                Optional.of(LocalDate.parse("2026-10-08")),
                Optional.of("North Street Clinic")));
    assertThat(status.toldBy().orElseThrow().type()).isEqualTo("Appointment");
    assertThat(status.since()).contains(Instant.parse("2026-10-06T08:00:00Z"));
  }

  @Test
  void thePlaceIsReadFromItsOwnResourceIfThatIsAtHand() {
    var location =
        """
        {"resourceType": "Location", "id": "3", "name": "North Street Clinic",
         "address": {"line": ["12 North Street", "Floor 2"], "city": "Worcester",
                     "state": "MA", "postalCode": "01608"}}
        """;

    var status = Heard.status(Heard.task(ACCEPTED), Heard.appointment(BOOKED), location);

    assertThat(status.appointment().orElseThrow().where())
        .contains("North Street Clinic, 12 North Street, Floor 2, Worcester, MA, 01608");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-08T14:00:00, 2026-10-08",
    "2026-10-08, 2026-10-08",
    "2026-10, ",
    "2026, ",
    "soon, ",
    "2026-13-45T99:00:00Z, "
  })
  void aTimeThatNobodyCanBeSureOfIsNoMoment(String start, LocalDate day) {
    var status =
        Heard.status(
            Heard.task(ACCEPTED),
            Heard.appointment("\"status\": \"booked\", \"start\": \"" + start + "\""));

    assertThat(status.state()).isEqualTo(State.SCHEDULED);
    assertThat(status.appointment().orElseThrow().at()).isEmpty();
    assertThat(status.appointment().orElseThrow().day()).isEqualTo(Optional.ofNullable(day));
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Appointment.start", "has no time or no zone"));
  }

  @Test
  void anAppointmentThatIsCalledOffMakesAScheduledReferralAcceptedAgain() {
    var scheduled =
        Heard.task(
            ACCEPTED + ", \"businessStatus\": {\"text\": \"Service Request Event Scheduled\"}");

    var status =
        Heard.status(
            scheduled,
            Heard.appointment(
                "\"status\": \"cancelled\", \"cancelationReason\": {\"text\": \"Clinician ill\"}"));

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.reason()).contains("Clinician ill");
    assertThat(status.appointment()).isEmpty();
    assertThat(status.notUnderstood()).hasSize(1);
  }

  @Test
  void ofSeveralAppointmentsTheLastCounts() {
    var missed = Heard.appointment("\"status\": \"noshow\", \"start\": \"2026-10-07T14:00:00Z\"");
    var next = Heard.appointment(BOOKED);

    assertThat(Heard.status(Heard.task(ACCEPTED), next, missed).state()).isEqualTo(State.SCHEDULED);
  }

  @Test
  void anotherReferralsAppointmentIsLeftOut() {
    var other = Heard.appointment(BOOKED).replace("ServiceRequest/77", "ServiceRequest/99");
    var nobodys = Heard.appointment(BOOKED).replace("ServiceRequest/77", "ServiceRequest/1");

    var status = Heard.status(Heard.task(ACCEPTED), other, nobodys);

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.appointment()).isEmpty();
    assertThat(status.notUnderstood())
        .containsExactlyInAnyOrder(
            new NotUnderstood("Appointment", "tells of another referral"),
            new NotUnderstood("Appointment", "does not tell of which referral"));
  }

  @Test
  void anAppointmentMayComeOfARequestThatIsAtHandOnly() {
    var request = Heard.request("\"status\": \"active\"").replace("\"77\"", "\"500\"");
    var appointment =
        Heard.appointment(BOOKED).replace("ServiceRequest/77", "http://x/ServiceRequest/500");

    assertThat(Heard.status(request, appointment).state()).isEqualTo(State.SCHEDULED);
  }

  @Test
  void aTaskMayTellItsOwnTime() {
    var status =
        Heard.status(
            Heard.task(
                """
                "status": "accepted", "businessStatus": {"coding": [{"code": "5.1.1"}]},
                "executionPeriod": {"start": "2026-10-08T18:00:00Z"}
                """));

    assertThat(status.appointment().orElseThrow().at())
        .contains(Instant.parse("2026-10-08T18:00:00Z"));
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

  @ParameterizedTest
  @CsvSource({
    "'{\"text\": \" Full \"}', Full",
    "'{\"coding\": [{}, {\"code\": \"full\", \"display\": \"No capacity\"}]}', No capacity",
    "'{\"coding\": [{\"code\": \"full\"}]}', full"
  })
  void aReasonIsReadInWordsOrCodes(String concept, String reason) {
    var status = Heard.status(Heard.task("\"status\": \"rejected\", \"statusReason\": " + concept));

    assertThat(status.reason()).contains(reason);
  }

  @Test
  void aChangeWithoutAZoneIsDatedByTheServer() {
    var status =
        Heard.status(
            Heard.task(ACCEPTED + ", \"lastModified\": \"2026-10-05T08:00:00\"")
                .replace(
                    "\"versionId\"", "\"lastUpdated\": \"2026-10-05T12:00:01Z\", \"versionId\""));

    assertThat(status.since()).contains(Instant.parse("2026-10-05T12:00:01Z"));
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task.lastModified", "has no time or no zone"));
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
