package org.warmhandoff.intake;

import static org.slf4j.LoggerFactory.getLogger;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.config.Config.IntakeConfig;
import org.warmhandoff.flow.WhenThingsBreak;
import org.warmhandoff.intake.RecordLines.Line;
import org.warmhandoff.intake.RecordLines.TooMuch;
import org.warmhandoff.intake.Replies.Reply;
import tools.jackson.databind.json.JsonMapper;

/** Records by HTTP: one JSON document, or one a line with an answer a line. */
@RestController
public final class RecordsController {

  /** One JSON document a line. */
  public static final String NDJSON = "application/x-ndjson";

  private static final Logger log = getLogger(RecordsController.class);

  private final Door door;
  private final IntakeConfig limits;
  private final JsonMapper json;

  /** Records through this door. */
  public RecordsController(Door door, IntakeConfig limits, JsonMapper json) {
    this.door = door;
    this.limits = limits;
    this.json = json;
  }

  /** Takes one record. */
  @PostMapping(path = "/api/v1/records", consumes = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<Object> one(HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(limits.largestRecord() + 1);
    return response(
        body.length > limits.largestRecord()
            ? Replies.tooLarge(limits.largestRecord(), "intake.largest-record")
            : submit(body));
  }

  /**
   * Takes a record a line. The answers come after the last line was read, in its order; what was
   * accepted before a line that was not stays accepted.
   */
  @PostMapping(path = "/api/v1/records", consumes = NDJSON)
  public ResponseEntity<Object> many(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > limits.largestBody()) {
      return response(Replies.tooLarge(limits.largestBody(), "intake.largest-body"));
    }
    var answers = new ByteArrayOutputStream();
    var lines =
        new RecordLines(
            new BufferedInputStream(request.getInputStream()),
            limits.largestRecord(),
            limits.largestBody());
    try {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        answers.write(json.writeValueAsBytes(answer(line.get())));
        answers.write('\n');
      }
    } catch (TooMuch tooMuch) {
      answers.write(
          json.writeValueAsBytes(
              Replies.tooLarge(limits.largestBody(), "intake.largest-body").body()));
      answers.write('\n');
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(NDJSON))
        .body(answers.toByteArray());
  }

  private Object answer(Line line) {
    var reply =
        line.body()
            .map(this::submit)
            .orElseGet(() -> Replies.tooLarge(limits.largestRecord(), "intake.largest-record"));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("line", line.number());
    answer.put("status", reply.status());
    answer.put(reply.body() instanceof ProblemDetail ? "problem" : "record", reply.body());
    return answer;
  }

  private Reply submit(byte[] body) {
    try {
      return Replies.of(door.submit(body));
    } catch (RuntimeException notStored) {
      log.error("a submission could not be stored: {}", WhenThingsBreak.trace(notStored));
      return Replies.unavailable();
    }
  }

  private static ResponseEntity<Object> response(Reply reply) {
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
