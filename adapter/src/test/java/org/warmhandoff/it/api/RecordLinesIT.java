package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;

/** A record a line by HTTP. */
class RecordLinesIT {

  private final Caller program = Caller.program(Alone.port());

  @Test
  void everyLineIsAnsweredInItsOrderTheBadOnesWithTheirProblems()
      throws IOException, InterruptedException {
    var answers = submit(new String(Fixtures.bytes("invalid/mixed.ndjson"), UTF_8));

    assertThat(answers).extracting(one -> one.path("line").asInt()).containsExactly(1, 2, 3, 5);
    assertThat(answers)
        .extracting(one -> one.path("status").asInt())
        .containsExactly(202, 400, 422, 202);
    assertThat(answers.get(0).at("/record/address").asText()).endsWith("/referral/RF-4009");
    assertThat(answers.get(2).at("/problem/problems/0/pointer").asText()).isEqualTo("/urgency");
    assertThat(program.get("/api/v1/records/crisis-event/CE-3011").statusCode()).isEqualTo(200);
  }

  @Test
  void anOverlongLineIsRefusedAndTheOthersAreTaken() throws IOException, InterruptedException {
    var answers =
        submit(line("P-7101") + "x".repeat(Alone.LARGEST_RECORD + 1) + "\r\n\r\n" + line("P-7102"));

    assertThat(answers)
        .extracting(one -> one.path("status").asInt())
        .containsExactly(202, 413, 202);
    assertThat(answers).extracting(one -> one.path("line").asInt()).containsExactly(1, 2, 4);
    assertThat(program.state("participant", "P-7102").path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aBodyLargerThanTheLimitIsRefusedAsAWhole() throws IOException, InterruptedException {
    var body = line("P-7103") + " ".repeat(Alone.LARGEST_BODY);

    var answer = program.post(Caller.NDJSON, body.getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("intake.largest-body");
    assertThat(program.get("/api/v1/records/participant/P-7103").statusCode()).isEqualTo(404);
  }

  private List<JsonNode> submit(String lines) throws IOException, InterruptedException {
    var answer = program.post(Caller.NDJSON, lines.getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(Caller.NDJSON);
    return answer.body().lines().map(Fixtures::json).toList();
  }

  private static String line(String id) {
    return Fixtures.tree("participants/P-1001.v1.json").put("id", id) + "\n";
  }
}
