package org.warmhandoff.record.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.record.reading.Reading.Valid;

/** What no schema can say. Each row changes one thing in a case that is right. */
class RecordRulesTest {

  private static final Path CASES = Path.of("..", "fixtures", "cases");
  private static final RecordReader READER = new RecordReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crisis-plan/every-section/participant.json|1987-03-14|2027-03-14|/birthDate|must not be in the future",
        "crisis-plan/every-section/participant.json|EC-1001-2|EC-1001-1|/emergencyContacts/1/id|must be unique",
        "crisis-plan/every-section/participant.json|\"contact\": \"EC-1001-1\"|\"contact\": \"EC-1001-9\"|/consents/0/recipient/contact|must be the id of one of the emergency contacts",
        "crisis-plan/every-section/participant.json|\"from\": \"2026-09-01\"|\"from\": \"2026-09-01\", \"to\": \"2026-08-31\"|/consents/0/to|must not be before from",
        "crisis-plan/every-section/participant.json|\"signed\"|\"revokedAt\": \"2026-09-01T13:00:00Z\", \"signed\"|/consents/0/revokedAt|must not be before givenAt",
        "crisis-plan/every-section/1-record.json|\"2026-11-02\"|\"2026-10-01\"|/making/nextReviewDue|must not be before lastReviewedOn",
        "crisis-plan/every-section/1-record.json|1234567893|1234567890|/making/author/npi|must be an NPI with a valid check digit",
        "crisis-plan/replaces-another/1-record.json|\"CP-2001\"|\"CP-2004\"|/making/replaces|must be the id of another plan; a new version keeps the id",
        "crisis-event/resolved/1-record.json|2026-10-04T05:30:00Z|2026-10-03T05:30:00Z|/outcome/at|must not be before noticed/at",
        "referral/mobile-crisis/1-record.json|1234567893|1234567890|/requester/npi|must be an NPI with a valid check digit",
        "crisis-event/resolved/1-record.json|\"substanceUse\": false|\"substanceUse\": false, \"marked\": [{\"at\": \"/what\", \"as\": \"substance-use\"}]|/marked/0/at|must be a part of this record that can be left out",
        "crisis-event/resolved/1-record.json|\"substanceUse\": false|\"substanceUse\": false, \"marked\": [{\"at\": \"/noticed\", \"as\": \"substance-use\"}]|/marked/0/at|must be a part of this record that can be left out",
        "referral/mobile-crisis/1-record.json|\"substanceUse\": false|\"substanceUse\": false, \"marked\": [{\"at\": \"/to\", \"as\": \"substance-use\"}]|/marked/0/at|must be a part of this record that can be left out",
      })
  void aRuleIsKept(String file, String right, String wrong, String pointer, String reason)
      throws IOException {
    var json = Files.readString(CASES.resolve(file));

    assertThat(READER.read(json.getBytes(UTF_8))).isInstanceOf(Valid.class);
    assertThat(((Invalid) READER.read(json.replace(right, wrong).getBytes(UTF_8))).problems())
        .containsExactly(new RecordProblem(pointer, reason));
  }
}
