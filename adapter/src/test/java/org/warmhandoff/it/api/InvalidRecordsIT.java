package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Sentences;

/** What is said of a record that is not one. */
class InvalidRecordsIT {

  private final Caller program = Caller.program(Alone.port());

  @ParameterizedTest
  @CsvSource({
    "appointment-ends-before-it-begins, /appointment/until",
    "bad-id, /id",
    "bad-phone, /contact/phones/0/number",
    "chat-not-https, /professionals/0/chat",
    "documents-twice, /documents",
    "impossible-date, /birthDate",
    "in-force-since-when, /making/inForceFrom",
    "missing-required, /reason",
    "no-zone, /recordedAt",
    "npi-check-digit, /making/author/npi",
    "place-nowhere, /location",
    "resolved-without-outcome, /outcome",
    "screening-without-answer, /noticed/screening",
    "told-without-consent, /actions/0/consentId",
    "too-long-text, /summary",
    "two-faults, /sex",
    "two-faults, /contact/language",
    "two-recipients, /consents/0/recipient",
    "unknown-condition, /conditions/0/what",
    "unknown-enum, /what",
    "unknown-property, /moodColor",
    "unknown-relation, /emergencyContacts/0/relation",
    "unknown-time-zone, /contact/timeZone",
    "version-zero, /version",
    "wrong-date, /birthDate"
  })
  void whatIsWrongIsToldByItsPlaceAndNeverByItsValue(String file, String pointer)
      throws IOException, InterruptedException {
    var record = Fixtures.tree("invalid/" + file + ".json");

    var answer = program.submit(Fixtures.bytes(record));

    isProblem(answer, 422, "invalid-record");
    assertThat(Fixtures.json(answer.body()).path("problems").findValuesAsText("pointer"))
        .contains(pointer);
    assertThat(secrets(record, pointer)).noneMatch((answer.body() + answer.headers())::contains);
  }

  /** What stands at the place complained of, where it is long enough, and every sentence. */
  private static List<String> secrets(JsonNode record, String pointer) {
    var secrets = new ArrayList<>(Sentences.in(record));
    secrets.add(record.path("birthDate").asText());
    secrets.add(record.at(pointer).asText());
    secrets.removeIf(secret -> secret.length() < 4);
    return secrets;
  }

  @Test
  void anUnknownKindIsRefused() throws IOException, InterruptedException {
    isProblem(program.submit(Fixtures.bytes("invalid/unknown-kind.json")), 422, "unknown-kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-json", "cut-off"})
  void whatIsNotJsonIsRefused(String file) throws IOException, InterruptedException {
    isProblem(program.submit(Fixtures.bytes("invalid/" + file + ".json")), 400, "not-json");
  }

  static void isProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = Fixtures.json(answer.body());
    assertThat(problem.path("type").asText()).endsWith("/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(List.of(problem.path("title").asText(), problem.path("detail").asText()))
        .doesNotContain("");
  }
}
