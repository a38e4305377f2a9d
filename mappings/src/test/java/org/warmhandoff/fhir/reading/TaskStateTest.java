package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.NotUnderstood;

/** Every status of a Task with every business status of BSeR. */
class TaskStateTest {

  /** Where the two contradict each other there is an exclamation mark. */
  private static final String TABLE =
      """
                       none             2.0              3.0              4.0              5.1.1            5.1.2           5.1.3            5.1.4           5.2              6.0              7.0
      draft            REQUESTED        REQUESTED        REQUESTED!       REJECTED!        REQUESTED!       NO_SHOW!        REQUESTED!       REQUESTED!      REQUESTED        CANCELLED!       REQUESTED!
      requested        REQUESTED        REQUESTED        REQUESTED!       REJECTED!        REQUESTED!       NO_SHOW!        REQUESTED!       REQUESTED!      REQUESTED        CANCELLED!       REQUESTED!
      received         RECEIVED         RECEIVED         RECEIVED!        REJECTED!        RECEIVED!        NO_SHOW!        RECEIVED!        RECEIVED!       RECEIVED         CANCELLED!       RECEIVED!
      accepted         ACCEPTED         ACCEPTED         ACCEPTED         REJECTED!        SCHEDULED        NO_SHOW         ACCEPTED         IN_PROGRESS     ACCEPTED         CANCELLED!       ACCEPTED!
      rejected         REJECTED         REJECTED         REJECTED         REJECTED         REJECTED!        REJECTED!       REJECTED!        REJECTED!       REJECTED         REJECTED!        REJECTED!
      ready            ACCEPTED         ACCEPTED         ACCEPTED         REJECTED!        SCHEDULED        NO_SHOW         ACCEPTED         IN_PROGRESS     ACCEPTED         CANCELLED!       ACCEPTED!
      cancelled        CANCELLED        CANCELLED        CANCELLED        REJECTED!        CANCELLED        CANCELLED       CANCELLED        CANCELLED       CANCELLED        CANCELLED        CANCELLED!
      in-progress      IN_PROGRESS      IN_PROGRESS      IN_PROGRESS      REJECTED!        SCHEDULED        NO_SHOW         ACCEPTED         IN_PROGRESS     IN_PROGRESS      CANCELLED!       IN_PROGRESS!
      on-hold          ON_HOLD          ON_HOLD          ON_HOLD          REJECTED!        ON_HOLD          NO_SHOW         ON_HOLD          ON_HOLD         ON_HOLD          CANCELLED!       ON_HOLD!
      failed           FAILED           FAILED           FAILED           REJECTED!        FAILED           FAILED          FAILED           FAILED          FAILED           FAILED!          FAILED!
      completed        COMPLETED        COMPLETED        COMPLETED        REJECTED!        COMPLETED        NO_SHOW!        ACCEPTED!        COMPLETED       COMPLETED        CANCELLED!       COMPLETED
      entered-in-error ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR ENTERED_IN_ERROR
      """;

  /** Status, business status, state, whether they contradict each other. */
  record Row(String status, String business, String state, boolean contradiction) {}

  static Stream<Row> rows() {
    var lines = TABLE.strip().lines().map(line -> line.strip().split("\\s+")).toList();
    var heads = lines.get(0);
    return lines.stream()
        .skip(1)
        .flatMap(
            cells ->
                IntStream.range(0, heads.length)
                    .mapToObj(column -> row(cells[0], heads[column], cells[column + 1])));
  }

  @Test
  void theTableHoldsEveryStatus() {
    assertThat(rows().map(Row::status).distinct())
        .containsExactlyElementsOf(
            Arrays.stream(TaskStatus.values())
                .filter(status -> status != TaskStatus.NULL)
                .map(TaskStatus::toCode)
                .toList());
    assertThat(rows().map(Row::business).distinct())
        .contains(
            Arrays.stream(BusinessStatus.values())
                .map(BusinessStatus::code)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void statusAndBusinessStatusTellTheStateTogether(Row row) {
    var business = row.business().equals("none") ? "" : ", " + business(coding(row.business()));
    var status = Heard.status(Heard.task("\"status\": \"" + row.status() + "\"" + business));

    assertThat(status.state().name()).isEqualTo(row.state());
    assertThat(contradictions(status.notUnderstood())).isEqualTo(row.contradiction() ? 1 : 0);
    assertThat(status.referralId()).contains("R-4001");
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, REQUESTED",
    "3.0, ACCEPTED",
    "4.0, REJECTED",
    "5.1.1, SCHEDULED",
    "5.1.2, NO_SHOW",
    "5.1.3, ACCEPTED",
    "5.1.4, IN_PROGRESS",
    "5.2, NOT_UNDERSTOOD",
    "6.0, CANCELLED",
    "7.0, COMPLETED"
  })
  void withoutAStatusTheBusinessStatusTells(String business, String state) {
    var status = Heard.status(Heard.task(business(coding(business))));

    assertThat(status.state().name()).isEqualTo(state);
    assertThat(status.notUnderstood()).contains(new NotUnderstood("Task.status", "is missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"service request event scheduled\"}",
        "{\"coding\": [{\"code\": \"5.1.1\"}]}",
        "{\"coding\": [{\"display\": \"Service Request Event Scheduled\"}]}",
        "{\"coding\": [{}, {\"system\": \"urn:x\", \"code\": \"4.0\"}], \"text\": \" Service Request Event Scheduled \"}",
        "{\"coding\": [{\"system\": \"HTTP://hl7.org/fhir/us/bser/codesystem/TaskBusinessStatusCS\", \"code\": \" 5.1.1 \"}]}",
        "{\"coding\": [{\"system\": \"urn:partner\", \"code\": \"BOOKED\"}, {\"system\": \"http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS\", \"code\": \"5.1.1\"}], \"text\": \"Booked\"}"
      })
  void aBusinessStatusIsFoundInManyForms(String concept) {
    var status =
        Heard.status(Heard.task("\"status\": \"accepted\", \"businessStatus\": " + concept));

    assertThat(status.state().name()).isEqualTo("SCHEDULED");
    assertThat(status.notUnderstood()).isEmpty();
  }

  @Test
  void aBusinessStatusOfThePartnersOwnIsNotUnderstoodAndHarmless() {
    var status =
        Heard.status(
            Heard.task(
                "\"status\": \"accepted\", \"businessStatus\": {\"text\": \"Maria's waiting\"}"));

    assertThat(status.state().name()).isEqualTo("ACCEPTED");
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task.businessStatus", "is not one of BSeR"));
  }

  @Test
  void ofSeveralBusinessStatusesTheOneThatMostNeedsALookHolds() {
    var status =
        Heard.status(
            Heard.task(
                "\"status\": \"in-progress\", " + business(coding("5.1.2"), coding("5.1.4"))));

    assertThat(status.state().name()).isEqualTo("NO_SHOW");
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task.businessStatus", "is 5.1.2 and 5.1.4 at once"));
  }

  @ParameterizedTest
  @CsvSource({"Accepted, ACCEPTED", "IN_PROGRESS, IN_PROGRESS", "' on-hold ', ON_HOLD"})
  void theCaseOfAStatusDoesNotMatter(String code, String state) {
    assertThat(Heard.status(Heard.task("\"status\": \"" + code + "\"")).state().name())
        .isEqualTo(state);
  }

  @Test
  void aStatusThatFhirDoesNotKnowIsNotUnderstood() {
    var status = Heard.status(Heard.task("\"status\": \"Maria is late\""));

    assertThat(status.state().name()).isEqualTo("NOT_UNDERSTOOD");
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task.status", "is not a code of FHIR R4"));
  }

  private static Row row(String status, String business, String cell) {
    return new Row(status, business, cell.replace("!", ""), cell.endsWith("!"));
  }

  private static String business(String... codings) {
    return "\"businessStatus\": {\"coding\": [" + String.join(", ", codings) + "]}";
  }

  private static String coding(String code) {
    return "{\"system\": \"%s\", \"code\": \"%s\"}".formatted(BusinessStatus.SYSTEM, code);
  }

  private static long contradictions(List<NotUnderstood> doubts) {
    return doubts.stream().filter(doubt -> doubt.why().contains("contradicts")).count();
  }
}
