package org.warmhandoff.intake;

import static org.slf4j.LoggerFactory.getLogger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.config.Config.IntakeConfig;
import org.warmhandoff.flow.WhenThingsBreak;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.intake.RecordLines.Line;
import org.warmhandoff.intake.RecordLines.TooMuch;
import org.warmhandoff.intake.Replies.RecordReply;
import org.warmhandoff.server.Problem;
import tools.jackson.databind.json.JsonMapper;

/** Records by HTTP: one JSON document, or one a line with an answer a line. */
@RestController
public final class RecordsController {

  /** One JSON document a line. */
  public static final String NDJSON = "application/x-ndjson";

  private static final Logger log = getLogger(RecordsController.class);

  /** Bytes of answers; beyond them the rest waits in a file. */
  private static final int IN_MEMORY = 256 * 1024;

  private final Door door;
  private final IntakeConfig limits;
  private final JsonMapper json;
  private final LargeBodies large = LargeBodies.held();

  /** Records through this door. */
  public RecordsController(Door door, IntakeConfig limits, JsonMapper json) {
    this.door = door;
    this.limits = limits;
    this.json = json;
  }

  /** Takes one record. */
  @PostMapping(path = "/api/v1/records", consumes = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<Object> one(HttpServletRequest request) throws IOException {
    try (var turn = large.turn(String.valueOf(request.getRemoteUser()))) {
      var body = turn.read(request.getInputStream(), limits.largestRecord() + 1);
      return response(
          body.length > limits.largestRecord()
              ? Replies.tooLarge(limits.largestRecord(), "intake.largest-record")
              : submit(body, door::submit));
    } catch (LargeBodies.TooMany tooMany) {
      return response(Replies.unavailable());
    }
  }

  /**
   * Takes a record a line. The answers come after the last line was read, in its order; what was
   * accepted before a line that was not stays accepted. Until then they wait in a file where there
   * are many: who writes first and listens afterwards must not be kept from writing.
   */
  @PostMapping(path = "/api/v1/records", consumes = NDJSON)
  public void many(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getContentLengthLong() > limits.largestBody()) {
      write(Replies.tooLarge(limits.largestBody(), "intake.largest-body"), response);
      return;
    }
    var answers = answers();
    var life = door.life();
    try {
      try (answers;
          var turn = large.turn(String.valueOf(request.getRemoteUser()))) {
        submit(new BufferedInputStream(request.getInputStream()), turn, answers);
      }
      door.ensure(life);
      response.setContentType(NDJSON);
      answers.writeTo(response.getOutputStream());
    } catch (DataAccessException notStored) {
      write(unavailable(notStored), response);
    } finally {
      if (answers.getFile() != null) {
        Files.deleteIfExists(answers.getPath());
      }
    }
  }

  private static DeferredFileOutputStream answers() throws IOException {
    return DeferredFileOutputStream.builder()
        .setThreshold(IN_MEMORY)
        .setPrefix("answers")
        .setSuffix(".ndjson")
        .get();
  }

  private void submit(InputStream body, LargeBodies.Turn turn, OutputStream answers)
      throws IOException {
    var lines = new RecordLines(body, limits.largestRecord(), limits.largestBody(), turn);
    try {
      var refused = 0;
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (refused == Replies.MOST_REFUSED) {
          write(answer(line.get().number(), Replies.tooMuchRefused(refused)), answers);
          lines.skipRest();
          return;
        }
        var reply = reply(line.get());
        refused += isRefused(reply) ? 1 : 0;
        write(answer(line.get().number(), reply), answers);
      }
    } catch (TooMuch tooMuch) {
      write(Replies.tooLarge(limits.largestBody(), "intake.largest-body").body(), answers);
    }
  }

  private static boolean isRefused(RecordReply reply) {
    return HttpStatusCode.valueOf(reply.status()).is4xxClientError();
  }

  private void write(Object answer, OutputStream answers) throws IOException {
    answers.write(json.writeValueAsBytes(answer));
    answers.write('\n');
  }

  private void write(RecordReply reply, HttpServletResponse response) throws IOException {
    Problem.write(response, (ProblemDetail) reply.body());
  }

  private RecordReply reply(Line line) {
    if (line.turnedAway()) {
      return Replies.unavailable();
    }
    return line.body()
        .map(body -> submit(body, door::submitOneOfMany))
        .orElseGet(() -> Replies.tooLarge(limits.largestRecord(), "intake.largest-record"));
  }

  private static Object answer(int line, RecordReply reply) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("line", line);
    answer.put("status", reply.status());
    answer.put(reply.body() instanceof ProblemDetail ? "problem" : "record", reply.body());
    return answer;
  }

  private static RecordReply submit(byte[] body, Function<byte[], IntakeAnswer> way) {
    try {
      return Replies.of(way.apply(body));
    } catch (RuntimeException notStored) {
      return unavailable(notStored);
    }
  }

  private static RecordReply unavailable(RuntimeException notStored) {
    log.error("a submission could not be stored: {}", WhenThingsBreak.trace(notStored));
    return Replies.unavailable();
  }

  private static ResponseEntity<Object> response(RecordReply reply) {
    var response = ResponseEntity.status(reply.status());
    if (reply.address() != null) {
      response.header(HttpHeaders.LOCATION, reply.address());
    }
    return response
        .contentType(
            reply.body() instanceof ProblemDetail
                ? MediaType.APPLICATION_PROBLEM_JSON
                : MediaType.APPLICATION_JSON)
        .body(reply.body());
  }
}
