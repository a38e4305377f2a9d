package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.PartnerResource;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;

class ReferralStatusMappingTest {

  private static final String ACCEPTED = "\"status\": \"accepted\"";

  private static final String ANSWER =
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
            """;

  @Test
  void aWholeAnswerIsUnderstood() {
    var status = Heard.status(ANSWER);

    assertThat(status)
        .isEqualTo(
            new ReferralStatus(
                Optional.of("R-4001"),
                State.COMPLETED,
                Optional.of("Seen and settled"),
                Optional.empty(),
                List.of(
                    result("DocumentReference", "301", null, "Note"),
                    result("Encounter", null, "urn:v|V-9", "Visit"),
                    result(null, null, null, "Level of care: outpatient")),
                Optional.of(Instant.parse("2026-10-09T19:30:00Z")),
                Optional.of(new PartnerResource("Task", Optional.of("88"), Optional.of("6"))),
                Optional.of("http://partner.example/mrn-order|A-17"),
                List.of()));
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

  private static Result result(String type, String id, String identifier, String text) {
    return new Result(
        Optional.ofNullable(type),
        Optional.ofNullable(id),
        Optional.ofNullable(identifier),
        Optional.ofNullable(text));
  }
}
