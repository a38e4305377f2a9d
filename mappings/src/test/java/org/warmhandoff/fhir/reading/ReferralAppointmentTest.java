package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.State;

/** What appointments add to what a partner says of a referral. */
class ReferralAppointmentTest {

  private static final String ACCEPTED = "\"status\": \"accepted\"";

  private static final String BOOKED =
      """
      "status": "booked", "start": "2026-10-08T14:00:00-04:00", "end": "2026-10-08T18:50:00Z"
      """;

  @ParameterizedTest
  @CsvSource({
    "requested, booked, SCHEDULED",
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
    assertThat(status.decidedBy().orElseThrow().type()).isEqualTo("Appointment");
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
}
