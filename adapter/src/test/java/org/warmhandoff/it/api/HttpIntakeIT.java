package org.warmhandoff.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.it.api.InvalidRecordsIT.isProblem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.SharedPartners;

/** One record by HTTP. */
class HttpIntakeIT {

  private final Caller program = Caller.program(Alone.port());

  @Test
  void aRecordIsAcceptedWithItsAddress() throws IOException, InterruptedException {
    var answer = program.submit(Fixtures.bytes(participant("P-7001")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/v1/records/participant/P-7001");
    assertThat(Fixtures.json(answer.body()))
        .isEqualTo(
            Fixtures.json(
                """
                {"kind": "participant", "id": "P-7001", "version": 1,
                 "address": "/api/v1/records/participant/P-7001"}
                """));
    assertThat(program.get("/api/v1/records/participant/P-7001").statusCode()).isEqualTo(200);
  }

  @Test
  void theSameAgainIsAnsweredTheSame() throws IOException, InterruptedException {
    var record = Fixtures.bytes(participant("P-7002"));

    var first = program.submit(record);
    var again = program.submit(Fixtures.saidOtherwise(record));

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(program.state("participant", "P-7002").path("history")).hasSize(1);
  }

  @Test
  void theSameVersionWithOtherContentIsRefusedAndTheFirstStays()
      throws IOException, InterruptedException {
    var record = participant("P-7003");
    program.submit(Fixtures.bytes(record));

    var other = program.submit(Fixtures.bytes(record.put("birthDate", "1931-07-08")));

    isProblem(other, 409, "version-conflict");
    assertThat(other.body()).doesNotContain("1931-07-08");
    record.put("birthDate", "1987-03-14");
    assertThat(program.submit(Fixtures.bytes(record)).statusCode()).isEqualTo(202);
  }

  @Test
  void aRecordLargerThanTheLimitIsRefused() throws IOException, InterruptedException {
    var large = participant("P-7004").put("note", "x".repeat(Alone.LARGEST_RECORD));

    var answer = program.submit(Fixtures.bytes(large));

    isProblem(answer, 413, "too-large");
    assertThat(answer.body()).contains("intake.largest-record", "" + Alone.LARGEST_RECORD);
  }

  @Test
  void anotherContentTypeIsRefused() throws IOException, InterruptedException {
    var answer = program.post("text/xml", "<record/>".getBytes(UTF_8));

    isProblem(answer, 415, "content-type");
    assertThat(answer.body()).contains(Caller.JSON, Caller.NDJSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/records/crisis-plan/CP-0000", "/api/v1/records/no-such-kind/CP-2001"})
  void whatWasNeverAcceptedIsNotFound(String path) throws IOException, InterruptedException {
    isProblem(program.get(path), 404, "not-found");
  }

  @Test
  void aRecordIsKeptWhileItsParticipantIsMissingAndGoesOnWhenTheyCome()
      throws IOException, InterruptedException {
    var plan =
        Fixtures.tree("plans/CP-2001.v1.json").put("id", "CP-7005").put("participantId", "P-7005");

    assertThat(program.submit(Fixtures.bytes(plan)).statusCode()).isEqualTo(202);
    var alone = program.state("crisis-plan", "CP-7005");
    assertThat(alone.path("state").asText()).isEqualTo("waiting-for-participant");
    assertThat(alone.path("deliveries")).isEmpty();

    assertThat(program.submit(Fixtures.bytes(participant("P-7005"))).statusCode()).isEqualTo(202);
    var planned = program.state("crisis-plan", "CP-7005");
    assertThat(planned.path("state").asText()).isEqualTo("in-delivery");
    assertThat(planned.path("deliveries").findValuesAsText("partner"))
        .containsExactlyInAnyOrderElementsOf(SharedPartners.NAMES);
  }

  @Test
  void theSameRecordFromManyAtOnceIsOneRecord()
      throws InterruptedException, ExecutionException, IOException {
    program.submit(Fixtures.bytes(participant("P-7006")));
    var plan =
        Fixtures.tree("plans/CP-2001.v1.json").put("id", "CP-7006").put("participantId", "P-7006");
    var many = 8;
    var together = new CyclicBarrier(many);
    var submissions = new ArrayList<Callable<Integer>>();
    for (var one = 0; one < many; one++) {
      submissions.add(
          () -> {
            together.await();
            return program.submit(Fixtures.bytes(plan)).statusCode();
          });
    }

    var threads = Executors.newFixedThreadPool(many);
    try {
      for (var answer : threads.invokeAll(submissions)) {
        assertThat(answer.get()).isEqualTo(202);
      }
    } finally {
      threads.shutdownNow();
    }
    var state = program.state("crisis-plan", "CP-7006");
    assertThat(state.path("versions")).hasSize(1);
    assertThat(state.path("deliveries")).hasSize(SharedPartners.NAMES.size());
    assertThat(state.path("history").findValuesAsText("station"))
        .filteredOn("intake"::equals)
        .hasSize(1);
  }

  private static ObjectNode participant(String id) {
    return Fixtures.tree("participants/P-1001.v1.json").put("id", id);
  }
}
